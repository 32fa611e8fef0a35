package dev.errand.authz.decision;

import java.util.Optional;

import dev.errand.toolscope.Coverage;
import dev.errand.toolscope.Narrowing;
import dev.errand.toolscope.Violation;

/**
 * What would be granted lies inside what the user allowed in this run, and, where a member was inherited from the
 * ceiling, still inside the active version: a scope that was narrowed since the consent narrows the run too.
 */
final class InsideCeiling implements Rule {

    @Override
    public Optional<Decision.Deny> judge(CredentialFacts facts) {
        if (facts.entries().isEmpty()) {
            return Optional.of(new Decision.Deny(DenyReason.SCOPE_OUTSIDE_CEILING, "scope"));
        }
        if (facts.drawn().isEmpty()) {
            return Optional.of(new Decision.Deny(DenyReason.WIDER_THAN_CEILING, violated(facts)));
        }
        return facts.active().flatMap(scope -> switch (scope.authority().covers(facts.drawn().get().granted())) {
            case Coverage.Covered covered -> Optional.empty();
            case Coverage.NotCovered wider ->
                Optional.of(new Decision.Deny(DenyReason.WIDER_THAN_REGISTERED, wider.violation().parameter()));
        });
    }

    private static String violated(CredentialFacts facts) {
        return facts.entries().getFirst().authority().narrow(facts.request()) instanceof Narrowing.Refused(Violation violation)
                ? violation.parameter()
                : "authorization_details";
    }
}
