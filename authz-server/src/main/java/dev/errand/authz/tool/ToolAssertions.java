package dev.errand.authz.tool;

import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.errand.authz.keys.CompactJwt;
import dev.errand.authz.keys.Issuer;
import dev.errand.toolscope.registry.RegisteredTool;
import dev.errand.toolscope.registry.ToolScopes;

/**
 * Verifies tools' assertions (RFC 7523 §3): ES256 by a registered key of the tool, {@code iss} and {@code sub} the
 * tool's resource URI, {@code aud} this issuer alone, a life of at most 300 s, a {@code jti}, and {@code cnf.jkt} (RFC
 * 7800 §3.1) the key of the request's proof. Thread-safe.
 */
@Component
final class ToolAssertions {

    private static final Duration MAX_LIFE = Duration.ofMinutes(5);
    private static final Duration LEEWAY = Duration.ofSeconds(5);
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
        return JWSAlgorithm.ES256.equals(header.getAlgorithm()) && header.getCriticalParams() == null
                && header.getType() != null && TYPES.contains(header.getType().getType().toLowerCase(Locale.ROOT));
    }

    private static boolean signed(JWK key, SignedJWT jwt) {
        String kid = jwt.getHeader().getKeyID();
        if (!(key instanceof ECKey ec) || !Curve.P_256.equals(ec.getCurve())
                || (kid != null && key.getKeyID() != null && !kid.equals(key.getKeyID()))) {
            return false;
        }
        try {
            return jwt.verify(new ECDSAVerifier(ec));
        } catch (JOSEException ex) {
            return false;
        }
    }

    private ToolAssertion.Check verify(SignedJWT jwt, String tool, String jkt) throws ParseException {
        JWTClaimsSet claims = jwt.getJWTClaimsSet();
        if (!tool.equals(claims.getSubject())) {
            return rejected("assertion_subject", tool);
        }
        if (!claims.getAudience().equals(List.of(issuer.value()))) {
            return rejected("assertion_audience", tool);
        }
        if (!isNow(claims.getIssueTime(), claims.getNotBeforeTime(), claims.getExpirationTime())) {
            return rejected("assertion_time", tool);
        }
        String jti = claims.getJWTID();
        if (jti == null || jti.isBlank() || jti.length() > MAX_JTI) {
            return rejected("assertion_jti", tool);
        }
        Map<String, Object> confirmation = claims.getJSONObjectClaim("cnf");
        if (confirmation == null || !jkt.equals(confirmation.get("jkt"))) {
            return new ToolAssertion.Rejected(ToolRefusal.proof("proof_key_mismatch", tool));
        }
        return new ToolAssertion.Verified(new ToolAssertion(tool, jti, claims.getExpirationTime().toInstant()));
    }

    private boolean isNow(@Nullable Date issued, @Nullable Date notBefore, @Nullable Date expires) {
        if (issued == null || expires == null) {
            return false;
        }
        Instant now = clock.instant();
        Instant from = issued.toInstant();
        Instant until = expires.toInstant();
        boolean early = notBefore != null && notBefore.toInstant().isAfter(now.plus(LEEWAY));
        return !early && !from.isAfter(now.plus(LEEWAY)) && now.isBefore(until.plus(LEEWAY)) && from.isBefore(until)
                && Duration.between(from, until).compareTo(MAX_LIFE) <= 0;
    }

    /** How long the assertion could still be accepted. */
    static Instant acceptableUntil(ToolAssertion assertion) {
        return assertion.expiresAt().plus(LEEWAY);
    }

    private static ToolAssertion.Check rejected(String reason, @Nullable String tool) {
        return new ToolAssertion.Rejected(ToolRefusal.token(reason, tool));
    }
}
