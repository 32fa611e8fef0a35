package dev.errand.authz.decision;

import java.util.List;
import java.util.Optional;

import dev.errand.authz.run.CeilingEntry;
import dev.errand.toolscope.Coverage;
import dev.errand.toolscope.ToolScope;

/**
 * What would be granted, with everything that was inherited from the ceiling, lies inside both the version that the user
 * consented to and the active one: a scope that was narrowed since the consent narrows the run too.
 */
final class StillInsideVersions implements ScopeRule {

    @Override
    public String word() {
        return "still_inside_versions";
    }

    @Override
    public Optional<Decision.Deny> judge(ScopeFacts scope) {
        return scope.drawn().flatMap(drawn -> scope.pinned(drawn.entry())
                .flatMap(pinned -> outside(scope, pinned, drawn, DenyReason.WIDER_THAN_PINNED))
                .or(() -> scope.active()
                        .flatMap(active -> outside(scope, active, drawn, DenyReason.WIDER_THAN_REGISTERED))));
    }

    @Override
    public List<Sight> saw(ScopeFacts scope) {
        return List.of(Sight.of("granted", scope.drawn().map(ScopeFacts.Drawn::granted).map(Words::of)),
                Sight.of("pinned_version", scope.drawn().map(ScopeFacts.Drawn::entry).map(CeilingEntry::pinnedVersion)),
                Sight.of("active_version", scope.active().map(ToolScope::version)));
    }

    private static Optional<Decision.Deny> outside(ScopeFacts scope, ToolScope version, ScopeFacts.Drawn drawn,
            DenyReason reason) {
        return scope.authority(version).covers(drawn.granted()) instanceof Coverage.NotCovered wider
                ? Optional.of(new Decision.Deny(reason, scope.member(wider.violation().parameter())))
                : Optional.empty();
    }
}
