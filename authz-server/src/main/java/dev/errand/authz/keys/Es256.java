package dev.errand.authz.keys;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.SignedJWT;

/** The one signature algorithm of callers' tokens: ECDSA on P-256 with SHA-256 (RFC 7518 §3.4). */
public final class Es256 {

    private Es256() {}

    /** Whether the header says so, and nothing else that would have to be understood (RFC 7515 §4.1.11). */
    public static boolean isAlgorithmOf(JWSHeader header) {
        return JWSAlgorithm.ES256.equals(header.getAlgorithm()) && header.getCriticalParams() == null;
    }

    /** Whether the private half of this key signed; false for a key of another kind. */
    public static boolean verifies(JWK key, SignedJWT jwt) {
        try {
            return key instanceof ECKey ec && Curve.P_256.equals(ec.getCurve()) && jwt.verify(new ECDSAVerifier(ec));
        } catch (JOSEException ex) {
            return false;
        }
    }
}
