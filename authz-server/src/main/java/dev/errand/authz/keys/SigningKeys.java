package dev.errand.authz.keys;

import java.security.SecureRandom;
import java.time.InstantSource;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The key that signs this server's tokens: ES256 on P-256 (RFC 7518 §3.4), made at the first start and kept in the
 * table {@code signing_key}, so that a restart and every other node sign with the same one. The private key is stored
 * as a plain JWK: it is as safe as the database, its backups and its connections, and no safer. It leaves this class
 * through no getter. Immutable after construction; thread-safe.
 */
@Component
public final class SigningKeys {

    private static final String PURPOSE = "token";
    private static final int FIRST_GENERATION = 1;

    private final JWSSigner signer;
    private final String kid;
    private final JWKSet publicKeys;

    /** Reads the stored key; makes and stores one where there is none. */
    public SigningKeys(JdbcClient jdbc, InstantSource clock, SecureRandom random) {
        SigningKeyRows rows = new SigningKeyRows(jdbc);
        rows.insertIfAbsent(PURPOSE, FIRST_GENERATION, generate(random), clock.instant());
        ECKey key = rows.newest(PURPOSE);
        this.kid = key.getKeyID();
        this.signer = signer(key);
        this.publicKeys = new JWKSet(key.toPublicJWK());
    }

    /** The {@code kid} that goes into the header of every token signed now. */
    public String kid() {
        return kid;
    }

    /** Signs with the private key of {@link #kid()}, algorithm ES256. */
    public JWSSigner signer() {
        return signer;
    }

    /** The public keys that verify this server's tokens (RFC 7517 §5); no private part is in it. */
    public JWKSet publicKeys() {
        return publicKeys;
    }

    private static ECKey generate(SecureRandom random) {
        try {
            return new ECKeyGenerator(Curve.P_256).secureRandom(random).algorithm(JWSAlgorithm.ES256)
                    .keyUse(KeyUse.SIGNATURE).keyIDFromThumbprint(true).generate();
        } catch (JOSEException ex) {
            throw new IllegalStateException("this JDK makes no P-256 keys", ex);
        }
    }

    private static JWSSigner signer(ECKey key) {
        try {
            return new ECDSASigner(key);
        } catch (JOSEException ex) {
            throw new IllegalStateException("a stored signing key is not a P-256 key");
        }
    }
}
