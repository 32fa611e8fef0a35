package dev.errand.dpop;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A DPoP proof that passed every check of <a href="https://www.rfc-editor.org/rfc/rfc9449#section-4.3">RFC 9449
 * §4.3</a> but first use. Only {@link ProofVerifier} makes it. Immutable.
 */
public final class DPoPProof {

    private final String jkt;
    private final String jti;
    private final String htm;
    private final String htu;
    private final Instant issuedAt;
    private final Optional<String> accessTokenHash;
    private final boolean nonceVerified;

    DPoPProof(ReceivedProof proof, boolean nonceVerified) {
        this.jkt = JwkThumbprint.of(proof.publicKey());
        this.jti = proof.text("jti").orElseThrow();
        this.htm = proof.text("htm").orElseThrow();
        this.htu = proof.text("htu").flatMap(HttpTarget::parse).orElseThrow().toString();
        this.issuedAt = Instant.ofEpochSecond(proof.seconds("iat").orElseThrow());
        this.accessTokenHash = proof.text("ath");
        this.nonceVerified = nonceVerified;
    }

    /** SHA-256 thumbprint (RFC 7638) of the key that the caller proved to hold. */
    public String jkt() {
        return jkt;
    }

    /** The caller's own identifier of this proof: 1 to 256 characters, unique only together with the key. */
    public String jti() {
        return jti;
    }

    /** The HTTP method that the proof was made for. */
    public String htm() {
        return htm;
    }

    /** The URI that the proof was made for, normalised, without query and fragment. */
    public String htu() {
        return htu;
    }

    /** When the caller's clock says that the proof was made; unbounded in the past if a nonce was verified. */
    public Instant issuedAt() {
        return issuedAt;
    }

    /** The claim {@code ath} if there is one; compared with the token only where the request named one. */
    public Optional<String> accessTokenHash() {
        return accessTokenHash;
    }

    /** Whether the proof carried a nonce that this server issued and still accepts. */
    public boolean nonceVerified() {
        return nonceVerified;
    }

    /** Whether the claim {@code ath} is there and is the hash of this access token. */
    public boolean covers(String accessToken) {
        Objects.requireNonNull(accessToken);
        return accessTokenHash.filter(hash -> AccessTokenHash.matches(accessToken, hash)).isPresent();
    }
}
