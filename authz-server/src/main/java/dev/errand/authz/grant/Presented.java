package dev.errand.authz.grant;

import dev.errand.authz.run.RunTerms;

/** What a grant turned out to be, before session, run and key are checked. */
public sealed interface Presented {

    /** The client that the grant was given to. */
    String clientId();

    /** The thumbprint of the key that the grant is bound to. */
    String jkt();

    /**
     * A user's consent to open a run, presented as an authorization code.
     *
     * @param handle how the grant finds its own row again
     */
    record Consent(String handle, String clientId, String jkt, String sid, String subject, String consentId,
            RunTerms terms) implements Presented {}

    /**
     * Continued authority of a run, presented as a refresh token.
     *
     * @param handle how the grant finds its own row again
     */
    record Continuation(String handle, String clientId, String jkt, String runId) implements Presented {}

    /** A run token, presented for one credential. */
    record RunToken(String clientId, String jkt, String runId, CredentialRequest asked) implements Presented {}

    /** An administrative client's own authentication, presented for a token of the administration API. */
    record Administration(String clientId, String jkt) implements Presented {}
}
