package dev.errand.authz.ending;

import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.nimbusds.jwt.JWTClaimsSet;
import org.springframework.stereotype.Component;

import dev.errand.authz.keys.OwnToken;
import dev.errand.authz.keys.OwnTokens;
import dev.errand.authz.run.Ground;
import dev.errand.authz.run.Runs;
import dev.errand.authz.run.Standing;

/**
 * Says of a token whether it is a credential that is good now (RFC 7662 §2.2): one of the tool that asks, not expired,
 * and all that its run stands on holds. Of anything else it says that it is not active, and nothing more. Thread-safe.
 */
@Component
final class Introspection {

    private static final Map<String, Object> INACTIVE = Map.of("active", false);

    private final OwnTokens ownTokens;
    private final Runs runs;
    private final Ground ground;

    Introspection(OwnTokens ownTokens, Runs runs, Ground ground) {
        this.ownTokens = ownTokens;
        this.runs = runs;
        this.ground = ground;
    }

    /** @param tool the resource URI of the tool that asks */
    Map<String, Object> of(String token, String tool) {
        return ownTokens.verify(token) instanceof OwnToken.Valid valid && isCredentialOf(tool, valid.claims())
                && isLive(valid.claims()) ? active(valid.claims()) : INACTIVE;
    }

    /** A token of this server that says what it is for is for this server. */
    private static boolean isCredentialOf(String tool, JWTClaimsSet claims) {
        return claims.getAudience().equals(List.of(tool)) && claims.getClaim("token_use") == null;
    }

    private boolean isLive(JWTClaimsSet claims) {
        return runId(claims).flatMap(runs::find).map(ground::of).filter(Standing.Holds.class::isInstance).isPresent();
    }

    private static Optional<String> runId(JWTClaimsSet claims) {
        try {
            return Optional.ofNullable(claims.getStringClaim("run_id"));
        } catch (ParseException ex) {
            return Optional.empty();
        }
    }

    private static Map<String, Object> active(JWTClaimsSet claims) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("active", true);
        members.put("token_type", "DPoP");
        members.putAll(claims.toJSONObject());
        return members;
    }
}
