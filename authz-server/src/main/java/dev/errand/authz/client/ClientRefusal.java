package dev.errand.authz.client;

import java.util.Locale;

/** Why a caller was not authenticated as a client. */
public enum ClientRefusal {

    /** Neither an assertion, nor a client id, nor a grant that names a run. */
    CLIENT_MISSING,
    /** Client secrets, several methods at once, or a method other than the registered one. */
    CLIENT_METHOD,
    /** No such client, or its registration is disabled. */
    CLIENT_UNKNOWN,
    /** Signature, issuer, audience, times or type of the assertion. */
    CLIENT_ASSERTION,
    /** The assertion's {@code jti} was used before. */
    CLIENT_ASSERTION_REPLAYED,
    /** The client named beside the grant is not the run's. */
    CLIENT_MISMATCH,
    /** The DPoP proof was used before. */
    PROOF_REPLAYED,
    /** The grant names no run that this server knows. */
    RUN_UNKNOWN,
    /** The proof is by another key than the run's. */
    RUN_KEY_MISMATCH,
    /** So is this one, and the secret was used before: the run is ended. */
    RUN_SECRET_REUSED;

    /** The stable machine word. */
    public String reason() {
        return name().toLowerCase(Locale.ROOT);
    }
}
