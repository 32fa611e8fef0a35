package dev.errand.authz.grant;

import java.time.Instant;
import java.util.Optional;

import dev.errand.authz.run.AgentRunRequest;
import dev.errand.authz.run.RunTerms;

/** What a grant turned out to be, before session, run and key are checked. */
public sealed interface Presented {

    /** The client that the grant was given to. */
    String clientId();

    /** The thumbprint of the key that the grant is bound to. */
    String jkt();

    /** The {@code jti} of the run token, if it is one that is presented. */
    default Optional<String> runToken() {
        return switch (this) {
            case RunToken token -> Optional.of(token.tokenId());
            case ChildRun child -> Optional.of(child.tokenId());
            case Consent consent -> Optional.empty();
            case Continuation continuation -> Optional.empty();
            case Administration own -> Optional.empty();
        };
    }

    /**
     * A user's consent to open a run, presented as an authorization code.
     *
     * @param handle how the grant finds its own row again
     * @param consentedAt when the user agreed
     */
    record Consent(String handle, String clientId, String jkt, String sid, String subject, String consentId,
            RunTerms terms, Instant consentedAt) implements Presented {}

    /**
     * Continued authority of a run, presented as a refresh token.
     *
     * @param handle how the grant finds its own row again
     */
    record Continuation(String handle, String clientId, String jkt, String runId) implements Presented {}

    /**
     * A run token, presented for one credential.
     *
     * @param tokenId its {@code jti}
     */
    record RunToken(String tokenId, String clientId, String jkt, String runId, CredentialRequest asked)
            implements
                Presented {}

    /**
     * A run token, presented for a run of its own under another key.
     *
     * @param tokenId its {@code jti}
     * @param runId the run that the token is of: the parent
     * @param actor who will hold the child's key
     * @param asked the child
     */
    record ChildRun(String tokenId, String clientId, String jkt, String runId, ActorToken actor, AgentRunRequest asked)
            implements
                Presented {}

    /** An administrative client's own authentication, presented for a token of the administration API. */
    record Administration(String clientId, String jkt) implements Presented {}
}
