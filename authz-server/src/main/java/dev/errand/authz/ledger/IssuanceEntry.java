package dev.errand.authz.ledger;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One scope of one token that this server issued; written before the token leaves the server.
 *
 * @param credentialId the token's {@code jti}
 * @param kind one of {@link #KINDS}
 * @param issuer the token's {@code iss}
 * @param kid the key that signed it
 * @param runId the run it belongs to; empty for an administrative client's token
 * @param session the {@code sid} of the user's session; likewise empty
 * @param subject the user, or the administrative client
 * @param agent the {@code client_id}
 * @param actor the {@code act} chain, outermost first, as JSON or as one name
 * @param tool the token's {@code aud}: a tool, or the issuer for a run token
 * @param scope the tool scope; null for a run token
 * @param versionPinned the scope's version that the user consented to
 * @param versionActive the scope's version in force at issuance
 * @param composition the registered composition that let several scopes share the token, each of which has an entry of
 *     its own; null if there is one scope
 * @param authorizationDetails the granted details of this scope, JSON (RFC 9396)
 * @param jkt thumbprint of the key it is bound to (RFC 9449 §6.1)
 * @param consentId the consent it rests on
 * @param issuedAt the token's {@code iat}
 * @param expiresAt the token's {@code exp}
 * @param decision what was decided, in words
 * @param policyVersion the version of the rules that decided
 * @param trigger the grant: {@code authorization_code}, {@code refresh_token} or {@code token_exchange}
 * @param requestId the HTTP request, for finding it in the log
 * @param maxUses how many calls the credential is good for
 */
public record IssuanceEntry(String credentialId, String kind, String issuer, String kid, String runId, String session,
        String subject, String agent, String actor, String tool, @Nullable String scope,
        @Nullable Integer versionPinned, @Nullable Integer versionActive, @Nullable CompositionUsed composition,
        @Nullable String authorizationDetails, String jkt, @Nullable String consentId, Instant issuedAt,
        Instant expiresAt, String decision, String policyVersion, String trigger, String requestId, int maxUses) {

    /** What kinds of token there are. */
    public static final List<String> KINDS = List.of("run_token", "credential", "admin_token");

    /** A composition by its name, at the version in force at issuance. */
    public record CompositionUsed(String name, int version) {}

    public IssuanceEntry {
        if (maxUses < 1) {
            throw new IllegalArgumentException("a credential is good for at least one call");
        }
    }

    /** An issuance of at most one scope, good for one call. */
    public IssuanceEntry(String credentialId, String kind, String issuer, String kid, String runId, String session,
            String subject, String agent, String actor, String tool, @Nullable String scope,
            @Nullable Integer versionPinned, @Nullable Integer versionActive, @Nullable String authorizationDetails,
            String jkt, @Nullable String consentId, Instant issuedAt, Instant expiresAt, String decision,
            String policyVersion, String trigger, String requestId) {
        this(credentialId, kind, issuer, kid, runId, session, subject, agent, actor, tool, scope, versionPinned,
                versionActive, null, authorizationDetails, jkt, consentId, issuedAt, expiresAt, decision,
                policyVersion, trigger, requestId, 1);
    }
}
