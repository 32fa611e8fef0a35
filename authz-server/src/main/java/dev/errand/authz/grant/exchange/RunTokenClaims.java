package dev.errand.authz.grant.exchange;

import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.nimbusds.jwt.JWTClaimsSet;

/** The claims that make one of this server's own tokens a run token. */
record RunTokenClaims(String tokenId, String runId, String clientId, String jkt) {

    static Optional<RunTokenClaims> of(JWTClaimsSet claims) {
        try {
            boolean run = "run".equals(claims.getStringClaim("token_use"))
                    && List.of(String.valueOf(claims.getIssuer())).equals(claims.getAudience());
            String runId = claims.getStringClaim("run_id");
            String clientId = claims.getStringClaim("client_id");
            Map<String, Object> cnf = claims.getJSONObjectClaim("cnf");
            String tokenId = claims.getJWTID();
            if (!run || tokenId == null || runId == null || clientId == null || cnf == null
                    || !(cnf.get("jkt") instanceof String jkt)) {
                return Optional.empty();
            }
            return Optional.of(new RunTokenClaims(tokenId, runId, clientId, jkt));
        } catch (ParseException ex) {
            return Optional.empty();
        }
    }
}
