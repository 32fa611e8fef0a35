package dev.errand.sample.agent.oauth;

import java.text.ParseException;
import java.time.Instant;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import tools.jackson.databind.JsonNode;

/**
 * A credential for one tool call.
 *
 * @param token the access token; it never goes into a log
 * @param id the credential id, its {@code jti}
 * @param details what it was asked for
 * @param runId the run that it came from
 * @param expiresAt its end
 */
public record Credential(String token, String id, CallDetails details, String runId, Instant expiresAt) {

    static Credential from(JsonNode body, CallDetails details) {
        String token = body.path("access_token").asString();
        try {
            // An agent need not read its credentials; this one does, to print their ids.
            JWTClaimsSet claims = SignedJWT.parse(token).getJWTClaimsSet();
            return new Credential(token, claims.getJWTID(), details, claims.getStringClaim("run_id"),
                    claims.getExpirationTime().toInstant());
        } catch (ParseException e) {
            throw new IllegalStateException("The access token of an exchange is no JWT");
        }
    }

    /** Leaves the token out. */
    @Override
    public String toString() {
        return "Credential[" + id + "]";
    }

}
