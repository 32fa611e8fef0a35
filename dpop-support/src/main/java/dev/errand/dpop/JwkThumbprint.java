package dev.errand.dpop;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;

/** SHA-256 thumbprints of keys (<a href="https://www.rfc-editor.org/rfc/rfc7638">RFC 7638</a>), as in {@code jkt}. */
public final class JwkThumbprint {

    private JwkThumbprint() {}

    /** The thumbprint in base64url; the same for a key pair and its public half. */
    public static String of(JWK key) {
        try {
            return key.computeThumbprint("SHA-256").toString();
        } catch (JOSEException noSha256) {
            throw new IllegalStateException("SHA-256 is missing", noSha256);
        }
    }
}
