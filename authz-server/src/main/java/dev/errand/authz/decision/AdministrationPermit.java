package dev.errand.authz.decision;

import java.time.Instant;

/**
 * Permits one token for the administration API, in the name of an administrative client. No user, session or run stands
 * behind it, and no tool takes it.
 */
public final class AdministrationPermit extends Decision.Permit {

    private final String clientId;
    private final String jkt;

    AdministrationPermit(Facts.ForAdministration facts, Instant expiresAt) {
        super(facts.tokenId(), facts.now(), expiresAt);
        this.clientId = facts.agent().clientId();
        this.jkt = facts.proof().jkt();
    }

    /** The administrative client: subject and client of the token. */
    public String clientId() {
        return clientId;
    }

    /** Thumbprint of the key that the token is bound to. */
    public String jkt() {
        return jkt;
    }
}
