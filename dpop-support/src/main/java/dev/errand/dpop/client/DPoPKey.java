package dev.errand.dpop.client;

import java.time.Instant;
import java.util.Date;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.jspecify.annotations.Nullable;

import dev.errand.dpop.AccessTokenHash;
import dev.errand.dpop.HttpTarget;
import dev.errand.dpop.JwkThumbprint;

/**
 * A P-256 key pair that makes DPoP proofs (<a href="https://www.rfc-editor.org/rfc/rfc9449#section-4.2">RFC 9449
 * §4.2</a>). The private half leaves through no getter. Immutable and thread-safe.
 */
public final class DPoPKey {

    private static final JOSEObjectType TYPE = new JOSEObjectType("dpop+jwt");

    private final ECKey publicJwk;
    private final String jkt;
    private final JWSSigner signer;

    private DPoPKey(ECKey keyPair) throws JOSEException {
        this.publicJwk = new ECKey.Builder(keyPair.getCurve(), keyPair.getX(), keyPair.getY()).build();
        this.jkt = JwkThumbprint.of(publicJwk);
        this.signer = new ECDSASigner(keyPair);
    }

    /** A new key pair. */
    public static DPoPKey generate() {
        try {
            return of(new ECKeyGenerator(Curve.P_256).generate());
        } catch (JOSEException missing) {
            throw new IllegalStateException("P-256 is missing", missing);
        }
    }

    /**
     * A stored key pair.
     *
     * @throws IllegalArgumentException if it is not on P-256 or has no private half
     */
    public static DPoPKey of(ECKey keyPair) {
        if (!Curve.P_256.equals(keyPair.getCurve()) || !keyPair.isPrivate()) {
            throw new IllegalArgumentException("a DPoP key is a P-256 key pair");
        }
        try {
            return new DPoPKey(keyPair);
        } catch (JOSEException unusable) {
            throw new IllegalArgumentException("the key cannot sign", unusable);
        }
    }

    /** The thumbprint of the public key (RFC 7638). */
    public String jkt() {
        return jkt;
    }

    /** The public key: kty, crv, x and y alone. */
    public ECKey publicJwk() {
        return publicJwk;
    }

    /**
     * A proof for one request.
     *
     * @param url the URL of the request; its query and fragment are left out
     * @param accessToken the token sent with the request, or null if none is
     * @param nonce the server's last nonce, or null if there is none yet
     * @param jti an identifier that this key uses once
     */
    public String proof(String method, String url, @Nullable String accessToken, @Nullable String nonce, Instant now,
            String jti) {
        JWTClaimsSet claims = new JWTClaimsSet.Builder().jwtID(jti).claim("htm", method).claim("htu", htu(url))
                .issueTime(Date.from(now)).claim("nonce", nonce)
                .claim("ath", accessToken == null ? null : AccessTokenHash.of(accessToken)).build();
        return sign(claims);
    }

    private static String htu(String url) {
        return HttpTarget.parse(url).map(HttpTarget::toString).orElseThrow(
                () -> new IllegalArgumentException("no absolute http(s) URL without userinfo, or not in ASCII"));
    }

    private String sign(JWTClaimsSet claims) {
        SignedJWT proof = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).type(TYPE).jwk(publicJwk).build(),
                claims);
        try {
            proof.sign(signer);
        } catch (JOSEException unusable) {
            throw new IllegalStateException("the key no longer signs", unusable);
        }
        return proof.serialize();
    }
}
