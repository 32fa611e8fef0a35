package dev.errand.authz.client;

import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.springframework.stereotype.Component;

import dev.errand.authz.agent.Agent;
import dev.errand.authz.agent.Agents;
import dev.errand.authz.keys.CompactJwt;
import dev.errand.authz.keys.Es256;
import dev.errand.authz.keys.Issuer;
import dev.errand.authz.keys.TokenLife;
import dev.errand.dpop.JwkThumbprint;

/**
 * Verifies client assertions (RFC 7523 §3, {@code private_key_jwt}): ES256 by a registered key, {@code iss} and
 * {@code sub} the client, {@code aud} this issuer alone, a life of at most 300 s and a {@code jti}. Claiming the
 * {@code jti} comes later, once the whole request is known to be good. Thread-safe.
 */
@Component
final class ClientAssertions {

    private static final int MAX_LENGTH = 8 * 1024;
    private static final int MAX_ID = 256;
    private static final TokenLife LIFE = new TokenLife(Duration.ofMinutes(5), Duration.ofSeconds(5));
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
                    .map(key -> new Verified(registered, key, claims.getJWTID(), expiry(claims).plus(LIFE.leeway()))));
        } catch (ParseException ex) {
            return Optional.empty();
        }
    }

    private static boolean isAssertionHeader(JWSHeader header) {
        return Es256.isAlgorithmOf(header)
                && (header.getType() == null || TYPES.contains(header.getType().getType().toLowerCase(Locale.ROOT)));
    }

    private boolean areGood(JWTClaimsSet claims) {
        String subject = claims.getSubject();
        return subject != null && subject.equals(claims.getIssuer())
                && List.of(issuer.value()).equals(claims.getAudience())
                && CompactJwt.hasId(claims, MAX_ID) && LIFE.isNow(claims, clock.instant());
    }

    private static Instant expiry(JWTClaimsSet claims) {
        return claims.getExpirationTime().toInstant();
    }

    /** The thumbprint of the registered key that signed, if one did. */
    private static Optional<String> signedBy(Agent agent, SignedJWT jwt) {
        String kid = jwt.getHeader().getKeyID();
        return agent.jwks().getKeys().stream()
                .filter(key -> kid == null || kid.equals(key.getKeyID()))
                .filter(key -> Es256.verifies(key, jwt))
                .findFirst()
                .map(JwkThumbprint::of);
    }
}
