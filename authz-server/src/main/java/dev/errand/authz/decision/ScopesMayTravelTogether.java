package dev.errand.authz.decision;

import java.util.Optional;

/** Several scopes share a credential only as a registered composition. */
final class ScopesMayTravelTogether implements Rule {

    @Override
    public Optional<Decision.Deny> judge(CredentialFacts facts) {
        return facts.given().asked().composed()
                ? Optional.of(new Decision.Deny(DenyReason.COMPOSITION_NOT_REGISTERED, "scope"))
                : Optional.empty();
    }
}
