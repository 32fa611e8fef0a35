package dev.errand.authz.decision;

import java.util.Optional;

/** Details are given of every scope, or of none. */
final class DetailsAreComplete implements Rule {

    @Override
    public Optional<Decision.Deny> judge(CredentialFacts facts) {
        return facts.given().asked().partial()
                ? Optional.of(new Decision.Deny(DenyReason.DETAILS_MISSING, "authorization_details"))
                : Optional.empty();
    }
}
