package dev.errand.authz.decision;

import java.util.Optional;

import dev.errand.toolscope.Narrowing;

/** What is requested lies inside the active version of the scope. */
final class InsideRegisteredScope implements ScopeRule {

    @Override
    public Optional<Decision.Deny> judge(ScopeFacts scope) {
        return scope.byScope().flatMap(narrowing -> switch (narrowing) {
            case Narrowing.Narrowed narrowed -> Optional.empty();
            case Narrowing.Refused refused -> Optional.of(new Decision.Deny(DenyReason.WIDER_THAN_REGISTERED,
                    scope.member(refused.violation().parameter())));
        });
    }
}
