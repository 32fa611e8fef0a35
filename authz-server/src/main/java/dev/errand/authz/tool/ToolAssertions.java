package dev.errand.authz.tool;

import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.errand.authz.keys.CompactJwt;
import dev.errand.authz.keys.Es256;
import dev.errand.authz.keys.Issuer;
import dev.errand.authz.keys.TokenLife;
import dev.errand.toolscope.registry.RegisteredTool;
import dev.errand.toolscope.registry.ToolScopes;

/**
 * Verifies tools' assertions (RFC 7523 §3): ES256 by a registered key of the tool, {@code iss} and {@code sub} the
 * tool's resource URI, {@code aud} this issuer alone, a life of at most 300 s, a {@code jti}, and {@code cnf.jkt} (RFC
 * 7800 §3.1) the key of the request's proof. Thread-safe.
 */
@Component
final class ToolAssertions {

    private static final TokenLife LIFE = new TokenLife(Duration.ofMinutes(5), Duration.ofSeconds(5));
    private static final int MAX_JTI = 128;
    private static final int MAX_LENGTH = 8 * 1024;
    private static final Set<String> TYPES = Set.of("jwt", "client-authentication+jwt");

    private final ToolScopes registry;
    private final Issuer issuer;
    private final InstantSource clock;

    ToolAssertions(ToolScopes registry, Issuer issuer, InstantSource clock) {
        this.registry = registry;
        this.issuer = issuer;
        this.clock = clock;
    }

    /** @param jkt thumbprint of the key that made the request's proof */
    ToolAssertion.Check verify(String assertion, String jkt) {
        Optional<SignedJWT> jwt = CompactJwt.parse(assertion, MAX_LENGTH);
        if (jwt.isEmpty()) {
            return rejected("assertion_malformed", null);
        }
        try {
            Optional<String> signer = signer(jwt.get());
            return signer.isEmpty() ? rejected("assertion_signature", null) : verify(jwt.get(), signer.get(), jkt);
        } catch (ParseException ex) {
            return rejected("assertion_malformed", null);
        }
    }

    /** The tool named as issuer, if one of its registered keys signed. */
    private Optional<String> signer(SignedJWT jwt) throws ParseException {
        String claimed = jwt.getJWTClaimsSet().getIssuer();
        if (claimed == null || claimed.indexOf('\0') >= 0 || !isAssertion(jwt.getHeader())) {
            return Optional.empty();
        }
        Optional<RegisteredTool> tool = registry.tool(claimed);
        if (tool.isEmpty()) {
            return Optional.empty();
        }
        List<JWK> keys = JWKSet.parse(tool.get().jwks()).getKeys();
        return keys.stream().anyMatch(key -> signed(key, jwt)) ? Optional.of(claimed) : Optional.empty();
    }

    private static boolean isAssertion(JWSHeader header) {
        return Es256.isAlgorithmOf(header) && header.getType() != null
                && TYPES.contains(header.getType().getType().toLowerCase(Locale.ROOT));
    }

    private static boolean signed(JWK key, SignedJWT jwt) {
        String kid = jwt.getHeader().getKeyID();
        return (kid == null || key.getKeyID() == null || kid.equals(key.getKeyID())) && Es256.verifies(key, jwt);
    }

    private ToolAssertion.Check verify(SignedJWT jwt, String tool, String jkt) throws ParseException {
        JWTClaimsSet claims = jwt.getJWTClaimsSet();
        if (!tool.equals(claims.getSubject())) {
            return rejected("assertion_subject", tool);
        }
        if (!claims.getAudience().equals(List.of(issuer.value()))) {
            return rejected("assertion_audience", tool);
        }
        if (!isNow(claims)) {
            return rejected("assertion_time", tool);
        }
        if (!CompactJwt.hasId(claims, MAX_JTI)) {
            return rejected("assertion_jti", tool);
        }
        Map<String, Object> confirmation = claims.getJSONObjectClaim("cnf");
        if (confirmation == null || !jkt.equals(confirmation.get("jkt"))) {
            return new ToolAssertion.Rejected(ToolRefusal.proof("proof_key_mismatch", tool));
        }
        return new ToolAssertion.Verified(new ToolAssertion(tool, claims.getJWTID(), claims.getExpirationTime().toInstant()));
    }

    private boolean isNow(JWTClaimsSet claims) {
        return LIFE.isNowOrJustWas(claims, clock.instant())
                && claims.getIssueTime().toInstant().isBefore(claims.getExpirationTime().toInstant());
    }

    /** How long the assertion could still be accepted. */
    static Instant acceptableUntil(ToolAssertion assertion) {
        return assertion.expiresAt().plus(LIFE.leeway());
    }

    private static ToolAssertion.Check rejected(String reason, @Nullable String tool) {
        return new ToolAssertion.Rejected(ToolRefusal.token(reason, tool));
    }
}
