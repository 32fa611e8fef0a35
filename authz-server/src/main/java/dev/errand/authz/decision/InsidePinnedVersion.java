package dev.errand.authz.decision;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.errand.authz.run.CeilingEntry;
import dev.errand.toolscope.Narrowing;
import dev.errand.toolscope.Violation;

/**
 * What is requested lies inside a version of the scope that the user saw: a scope that was widened since the consent
 * widens no run.
 */
final class InsidePinnedVersion implements ScopeRule {

    @Override
    public String word() {
        return "inside_pinned_version";
    }

    @Override
    public Optional<Decision.Deny> judge(ScopeFacts scope) {
        boolean inside = scope.entries().isEmpty()
                || scope.entries().stream().anyMatch(entry -> violated(scope, entry).isEmpty());
        return inside
                ? Optional.empty()
                : violated(scope, scope.entries().getFirst())
                        .map(wider -> new Decision.Deny(DenyReason.WIDER_THAN_PINNED, scope.member(wider.parameter())));
    }

    @Override
    public List<Sight> saw(ScopeFacts scope) {
        return scope.entries().stream().flatMap(entry -> Stream.concat(
                scope.pinned(entry).stream().flatMap(pinned -> Stream.of(
                        new Sight("pinned_version", String.valueOf(pinned.version())),
                        new Sight("pinned", Words.of(scope.authority(pinned))))),
                violated(scope, entry).map(outside -> new Sight("outside", Words.of(outside))).stream())).distinct().toList();
    }

    private static Optional<Violation> violated(ScopeFacts scope, CeilingEntry entry) {
        return scope.pinned(entry).map(scope::authority)
                .flatMap(pinned -> pinned.narrow(scope.request()) instanceof Narrowing.Refused(Violation violation)
                        ? Optional.of(violation)
                        : Optional.empty());
    }
}
