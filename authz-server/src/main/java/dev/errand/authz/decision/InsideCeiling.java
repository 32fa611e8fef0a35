package dev.errand.authz.decision;

import java.util.Optional;

import dev.errand.toolscope.Narrowing;
import dev.errand.toolscope.Violation;

/** What is requested lies inside what the user allowed in this run. */
final class InsideCeiling implements ScopeRule {

    @Override
    public Optional<Decision.Deny> judge(ScopeFacts scope) {
        if (scope.entries().isEmpty()) {
            return Optional.of(new Decision.Deny(DenyReason.SCOPE_OUTSIDE_CEILING, "scope"));
        }
        return scope.drawn().isPresent()
                ? Optional.empty()
                : Optional.of(new Decision.Deny(DenyReason.WIDER_THAN_CEILING, scope.member(violated(scope))));
    }

    private static String violated(ScopeFacts scope) {
        return scope.authority(scope.entries().getFirst())
                .narrow(scope.request()) instanceof Narrowing.Refused(Violation violation)
                        ? violation.parameter()
                        : "authorization_details";
    }
}
