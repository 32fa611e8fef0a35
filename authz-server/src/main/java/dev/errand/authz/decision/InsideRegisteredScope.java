package dev.errand.authz.decision;

import java.util.Optional;

import dev.errand.toolscope.Narrowing;

/** What is requested lies inside the active version of the scope. */
final class InsideRegisteredScope implements Rule {

    @Override
    public Optional<Decision.Deny> judge(CredentialFacts facts) {
        return facts.byScope().flatMap(narrowing -> switch (narrowing) {
            case Narrowing.Narrowed narrowed -> Optional.empty();
            case Narrowing.Refused refused -> Optional
                    .of(new Decision.Deny(DenyReason.WIDER_THAN_REGISTERED, refused.violation().parameter()));
        });
    }
}
