package dev.errand.dpop.client;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.jspecify.annotations.Nullable;

/**
 * Signs the assertions by which a client or a tool says who it is
 * (<a href="https://www.rfc-editor.org/rfc/rfc7523#section-3">RFC 7523 §3</a>, {@code private_key_jwt}): ES256, one
 * audience, one minute, a fresh {@code jti}. Thread-safe.
 */
public final class ClientAssertion {

    private static final JOSEObjectType TYPE = new JOSEObjectType("client-authentication+jwt");
    private static final Duration LIFETIME = Duration.ofMinutes(1);

    private final FreshIds ids;

    public ClientAssertion(SecureRandom random) {
        this.ids = new FreshIds(random);
    }

    /**
     * A new assertion.
     *
     * @param privateKey a P-256 key pair; its {@code kid}, if any, goes into the header
     * @param issuerAndSubject the client id, or the tool's resource URI
     * @param audience the issuer, exactly as its metadata says
     * @param cnfJkt the thumbprint of the DPoP key that the assertion is bound to, or null if to none
     * @throws IllegalArgumentException if the key cannot sign ES256
     */
    public String sign(JWK privateKey, String issuerAndSubject, String audience, Instant now, @Nullable String cnfJkt) {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256).type(TYPE).keyID(privateKey.getKeyID()).build();
        JWTClaimsSet claims = new JWTClaimsSet.Builder().issuer(issuerAndSubject).subject(issuerAndSubject)
                .audience(audience).jwtID(ids.next()).issueTime(Date.from(now)).expirationTime(Date.from(now.plus(LIFETIME)))
                .claim("cnf", cnfJkt == null ? null : Map.of("jkt", cnfJkt)).build();
        SignedJWT assertion = new SignedJWT(header, claims);
        try {
            assertion.sign(new ECDSASigner(privateKey.toECKey()));
        } catch (JOSEException | ClassCastException unusable) {
            throw new IllegalArgumentException("the key cannot sign ES256", unusable);
        }
        return assertion.serialize();
    }
}
