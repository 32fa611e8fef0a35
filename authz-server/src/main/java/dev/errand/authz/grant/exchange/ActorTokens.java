package dev.errand.authz.grant.exchange;

import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.errand.authz.grant.ActorToken;
import dev.errand.authz.keys.CompactJwt;
import dev.errand.authz.keys.Es256;
import dev.errand.authz.keys.Issuer;
import dev.errand.authz.keys.TokenLife;
import dev.errand.dpop.JwkThumbprint;

/**
 * Verifies actor tokens (RFC 8693 §2.1): JWTs by which the holder of a key says that it wants to be a child of one run.
 * Header: {@code typ} {@code actor+jwt}, {@code alg} ES256, {@code jwk} the public key, whose private half signs.
 * Claims: {@code aud} this issuer alone, {@code sub} the client, {@code run_id} the parent, {@code jti}, {@code iat},
 * {@code exp}, a life of at most 60 s. Thread-safe.
 */
@Component
final class ActorTokens {

    private static final JOSEObjectType TYPE = new JOSEObjectType("actor+jwt");
    private static final int MAX_LENGTH = 8 * 1024;
    private static final int MAX_ID = 256;
    private static final TokenLife LIFE = new TokenLife(Duration.ofSeconds(60), Duration.ofSeconds(5));

    private final Issuer issuer;
    private final InstantSource clock;

    ActorTokens(Issuer issuer, InstantSource clock) {
        this.issuer = issuer;
        this.clock = clock;
    }

    sealed interface Reading {}

    /** All of it is good, and it is this client's for this run. */
    record Good(ActorToken token) implements Reading {}

    /** {@code reason} is the stable machine word. */
    record Bad(String reason) implements Reading {}

    Reading verify(String token, String parentRunId, String clientId) {
        return CompactJwt.parse(token, MAX_LENGTH).map(jwt -> verify(jwt, parentRunId, clientId))
                .orElseGet(() -> new Bad("actor_token_malformed"));
    }

    private Reading verify(SignedJWT jwt, String parentRunId, String clientId) {
        try {
            Optional<ECKey> key = key(jwt.getHeader());
            if (key.isEmpty()) {
                return new Bad("actor_token_malformed");
            }
            if (!jwt.verify(new ECDSAVerifier(key.get()))) {
                return new Bad("actor_token_signature");
            }
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            String fault = fault(claims, parentRunId, clientId);
            return fault == null
                    ? new Good(new ActorToken(JwkThumbprint.of(key.get()), claims.getJWTID(),
                            claims.getExpirationTime().toInstant()))
                    : new Bad(fault);
        } catch (ParseException | JOSEException ex) {
            return new Bad("actor_token_malformed");
        }
    }

    private static Optional<ECKey> key(JWSHeader header) throws JOSEException {
        boolean ours = TYPE.equals(header.getType()) && Es256.isAlgorithmOf(header);
        return ours && header.getJWK() instanceof ECKey key && Curve.P_256.equals(key.getCurve()) && !key.isPrivate()
                ? asWrittenOneWay(key)
                : Optional.empty();
    }

    /** The same point written otherwise would be the same key under another thumbprint. */
    private static Optional<ECKey> asWrittenOneWay(ECKey key) throws JOSEException {
        ECKey canonical = new ECKey.Builder(Curve.P_256, key.toECPublicKey()).build();
        return canonical.getX().equals(key.getX()) && canonical.getY().equals(key.getY())
                ? Optional.of(canonical)
                : Optional.empty();
    }

    private @Nullable String fault(JWTClaimsSet claims, String parentRunId, String clientId) throws ParseException {
        if (!List.of(issuer.value()).equals(claims.getAudience())) {
            return "actor_token_audience";
        }
        if (!clientId.equals(claims.getSubject())) {
            return "actor_token_client";
        }
        if (!parentRunId.equals(claims.getStringClaim("run_id"))) {
            return "actor_token_run";
        }
        if (!CompactJwt.hasId(claims, MAX_ID)) {
            return "actor_token_malformed";
        }
        return LIFE.isNow(claims, clock.instant()) ? null : "actor_token_expired";
    }
}
