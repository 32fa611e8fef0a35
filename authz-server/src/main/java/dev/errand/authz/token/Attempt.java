package dev.errand.authz.token;

import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.errand.authz.client.AgentAuthentication;
import dev.errand.authz.grant.CredentialRequest;
import dev.errand.authz.grant.GrantRefusal;
import dev.errand.authz.grant.GrantRequest;
import dev.errand.authz.grant.Presented;
import dev.errand.authz.proof.VerifiedProof;

/**
 * One token request on its way through the steps, and what is known of it so far: a refusal at any step is recorded
 * with all that was known by then. Used by one thread.
 */
final class Attempt {

    private final AgentAuthentication caller;
    private final VerifiedProof proof;
    private @Nullable Presented presented;
    private @Nullable String refusedRun;

    Attempt(AgentAuthentication caller) {
        this.caller = caller;
        this.proof = Objects.requireNonNull(caller.proof(), "the token endpoint takes no request without a proof");
    }

    GrantRequest request() {
        return new GrantRequest(caller.form(), caller.agent(), proof);
    }

    String requestId() {
        return caller.requestId();
    }

    /** The grant type by its short name, as the ledger has it. */
    String trigger() {
        String type = caller.form().value("grant_type").orElseThrow();
        return type.endsWith(":token-exchange") ? "token_exchange" : type;
    }

    void presents(Presented accepted) {
        this.presented = accepted;
    }

    /** A grant that is refused may be known to be a run's all the same. */
    void refused(GrantRefusal refusal) {
        this.refusedRun = refusal.runId();
    }

    /** The run, once a grant named one or a run's key authenticated the caller. */
    @Nullable
    String runId() {
        return switch (presented) {
            case Presented.Continuation continuation -> continuation.runId();
            case Presented.RunToken token -> token.runId();
            case Presented.ChildRun child -> child.runId();
            case null, default -> refusedRun != null ? refusedRun : caller.agent().runId().orElse(null);
        };
    }

    /** Whether a code or a refresh token was presented. */
    boolean presentsGrant() {
        return presented instanceof Presented.Consent || presented instanceof Presented.Continuation;
    }

    /** The {@code jti} of the run token that was presented. */
    Optional<String> runToken() {
        return presented == null ? Optional.empty() : presented.runToken();
    }

    /** The refresh token that this request continues its run by. */
    Optional<String> refreshToken() {
        return presented instanceof Presented.Continuation ? caller.form().value("refresh_token") : Optional.empty();
    }

    /** What credential is asked for, once that is known. */
    @Nullable
    CredentialRequest asked() {
        return presented instanceof Presented.RunToken token ? token.asked() : null;
    }
}
