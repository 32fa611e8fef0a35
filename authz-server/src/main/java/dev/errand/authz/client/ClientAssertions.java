package dev.errand.authz.client;

import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.errand.authz.agent.Agent;
import dev.errand.authz.agent.Agents;
import dev.errand.authz.keys.CompactJwt;
import dev.errand.authz.keys.Issuer;
import dev.errand.dpop.JwkThumbprint;

/**
 * Verifies client assertions (RFC 7523 §3, {@code private_key_jwt}): ES256 by a registered key, {@code iss} and
 * {@code sub} the client, {@code aud} this issuer alone, a life of at most 300 s and a {@code jti}. Claiming the
 * {@code jti} comes later, once the whole request is known to be good. Thread-safe.
 */
@Component
final class ClientAssertions {

    private static final int MAX_LENGTH = 8 * 1024;
    private static final Duration MAX_LIFE = Duration.ofMinutes(5);
    private static final Duration LEEWAY = Duration.ofSeconds(5);
    private static final Set<String> TYPES = Set.of("jwt", "client-authentication+jwt",
            "application/client-authentication+jwt");

    private final Agents agents;
    private final Issuer issuer;
    private final InstantSource clock;

    ClientAssertions(Agents agents, Issuer issuer, InstantSource clock) {
        this.agents = agents;
        this.issuer = issuer;
        this.clock = clock;
    }

    /** An assertion whose signature and claims are good. */
    record Verified(Agent agent, String keyThumbprint, String jti, Instant until) {}

    /** Verifies the assertion; empty for whatever is wrong with it, which the wire does not tell apart. */
    Optional<Verified> verify(String assertion) {
        return CompactJwt.parse(assertion, MAX_LENGTH).flatMap(this::verify);
    }

    private Optional<Verified> verify(SignedJWT jwt) {
        try {
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            if (!isAssertionHeader(jwt.getHeader()) || !areGood(claims)) {
                return Optional.empty();
            }
            Optional<Agent> agent = agents.find(claims.getSubject()).filter(Agent::enabled);
            return agent.flatMap(registered -> signedBy(registered, jwt)
                    .map(key -> new Verified(registered, key, claims.getJWTID(), expiry(claims).plus(LEEWAY))));
        } catch (ParseException ex) {
            return Optional.empty();
        }
    }

    private static boolean isAssertionHeader(JWSHeader header) {
        return JWSAlgorithm.ES256.equals(header.getAlgorithm()) && header.getCriticalParams() == null
                && (header.getType() == null || TYPES.contains(header.getType().getType().toLowerCase(Locale.ROOT)));
    }

    private boolean areGood(JWTClaimsSet claims) {
        String subject = claims.getSubject();
        return subject != null && subject.equals(claims.getIssuer())
                && List.of(issuer.value()).equals(claims.getAudience())
                && isIdentifier(claims.getJWTID()) && areTimely(claims);
    }

    private boolean areTimely(JWTClaimsSet claims) {
        Date exp = claims.getExpirationTime();
        Date iat = claims.getIssueTime();
        if (exp == null || iat == null) {
            return false;
        }
        Instant now = clock.instant();
        boolean started = claims.getNotBeforeTime() == null
                || !claims.getNotBeforeTime().toInstant().isAfter(now.plus(LEEWAY));
        return started && exp.toInstant().isAfter(now) && !iat.toInstant().isAfter(now.plus(LEEWAY))
                && !exp.toInstant().isAfter(iat.toInstant().plus(MAX_LIFE));
    }

    private static Instant expiry(JWTClaimsSet claims) {
        return claims.getExpirationTime().toInstant();
    }

    private static boolean isIdentifier(@Nullable String jti) {
        return jti != null && !jti.isBlank() && jti.length() <= 256;
    }

    /** The thumbprint of the registered key that signed, if one did. */
    private static Optional<String> signedBy(Agent agent, SignedJWT jwt) {
        String kid = jwt.getHeader().getKeyID();
        return agent.jwks().getKeys().stream()
                .filter(key -> kid == null || kid.equals(key.getKeyID()))
                .filter(key -> verifies(key, jwt))
                .findFirst()
                .map(JwkThumbprint::of);
    }

    private static boolean verifies(JWK key, SignedJWT jwt) {
        try {
            return key instanceof ECKey ec && Curve.P_256.equals(ec.getCurve())
                    && jwt.verify(new ECDSAVerifier(ec.toPublicJWK()));
        } catch (JOSEException ex) {
            return false;
        }
    }
}
