package dev.errand.authz.decision;

import java.util.Optional;

import dev.errand.authz.run.CeilingEntry;
import dev.errand.toolscope.Narrowing;
import dev.errand.toolscope.Violation;

/**
 * What is requested lies inside a version of the scope that the user saw: a scope that was widened since the consent
 * widens no run.
 */
final class InsidePinnedVersion implements ScopeRule {

    @Override
    public Optional<Decision.Deny> judge(ScopeFacts scope) {
        boolean inside = scope.entries().isEmpty()
                || scope.entries().stream().anyMatch(entry -> violated(scope, entry).isEmpty());
        return inside
                ? Optional.empty()
                : violated(scope, scope.entries().getFirst())
                        .map(wider -> new Decision.Deny(DenyReason.WIDER_THAN_PINNED, scope.member(wider.parameter())));
    }

    private static Optional<Violation> violated(ScopeFacts scope, CeilingEntry entry) {
        return scope.pinned(entry).map(scope::authority)
                .flatMap(pinned -> pinned.narrow(scope.request()) instanceof Narrowing.Refused(Violation violation)
                        ? Optional.of(violation)
                        : Optional.empty());
    }
}
