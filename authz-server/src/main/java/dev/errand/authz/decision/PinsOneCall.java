package dev.errand.authz.decision;

import java.util.Optional;

/** A credential is for one action on one resource: nothing of it may be left open. */
final class PinsOneCall implements Rule {

    @Override
    public Optional<Decision.Deny> judge(CredentialFacts facts) {
        boolean pinned = facts.drawn().filter(drawn -> drawn.granted().pinned()).isPresent();
        return pinned
                ? Optional.empty()
                : Optional.of(new Decision.Deny(DenyReason.DETAILS_NOT_PINNED, "authorization_details"));
    }
}
