package dev.errand.authz.keys;

import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Verifies tokens that this server itself minted: JWT access tokens (RFC 9068 §4), ES256, under one of the public keys
 * of {@link SigningKeys}. Strict: no other algorithm, type or issuer spelling, and no leeway on {@code exp}; an
 * {@code iat} may be ahead by {@value #CLOCK_SECONDS} seconds, because another node may have signed. Thread-safe.
 */
@Component
public final class OwnTokens {

    static final int MAX_LENGTH = 16 * 1024;
    static final int CLOCK_SECONDS = 5;

    private static final JOSEObjectType ACCESS_TOKEN = new JOSEObjectType("at+jwt");

    private final SigningKeys keys;
    private final Issuer issuer;
    private final InstantSource clock;

    public OwnTokens(SigningKeys keys, Issuer issuer, InstantSource clock) {
        this.keys = keys;
        this.issuer = issuer;
        this.clock = clock;
    }

    /** Verifies a compact JWS; never throws for what the caller sent. */
    public OwnToken verify(String jwt) {
        Optional<SignedJWT> parsed = CompactJwt.parse(jwt, MAX_LENGTH);
        if (parsed.isEmpty()) {
            return new OwnToken.Invalid("token_malformed");
        }
        try {
            return isOurs(parsed.get()) ? verifySigned(parsed.get()) : new OwnToken.Invalid("token_signature");
        } catch (ParseException ex) {
            return new OwnToken.Invalid("token_malformed");
        }
    }

    private boolean isOurs(SignedJWT jwt) {
        JWSHeader header = jwt.getHeader();
        if (!JWSAlgorithm.ES256.equals(header.getAlgorithm()) || header.getKeyID() == null) {
            return false;
        }
        JWK key = keys.publicKeys().getKeyByKeyId(header.getKeyID());
        return key != null && Es256.verifies(key, jwt);
    }

    private OwnToken verifySigned(SignedJWT jwt) throws ParseException {
        if (!ACCESS_TOKEN.equals(jwt.getHeader().getType())) {
            return new OwnToken.Invalid("token_type");
        }
        JWTClaimsSet claims = jwt.getJWTClaimsSet();
        if (!issuer.value().equals(claims.getIssuer())) {
            return new OwnToken.Invalid("token_issuer");
        }
        return verifyTimes(claims);
    }

    private OwnToken verifyTimes(JWTClaimsSet claims) {
        Instant now = clock.instant();
        if (!isBefore(now, claims.getExpirationTime())) {
            return new OwnToken.Invalid("token_expired");
        }
        Instant latest = now.plus(Duration.ofSeconds(CLOCK_SECONDS));
        if (claims.getIssueTime() == null || isBefore(latest, claims.getIssueTime())
                || isBefore(latest, claims.getNotBeforeTime())) {
            return new OwnToken.Invalid("token_malformed");
        }
        return new OwnToken.Valid(claims);
    }

    private static boolean isBefore(Instant instant, @Nullable Date date) {
        return date != null && instant.isBefore(date.toInstant());
    }
}
