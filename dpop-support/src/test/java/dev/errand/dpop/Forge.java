package dev.errand.dpop;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;

/** Makes proofs byte by byte, good ones and others, always with a signature that fits the bytes. */
public final class Forge {

    public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    public static final String METHOD = "POST";
    public static final String URL = "https://as.example/oauth2/token";
    public static final ECKey KEY = newKey();

    private Forge() {}

    public static ECKey newKey() {
        try {
            return new ECKeyGenerator(Curve.P_256).generate();
        } catch (JOSEException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** The public JWK as text. */
    public static String jwk() {
        return KEY.toPublicJWK().toJSONString();
    }

    public static String header() {
        return "{\"typ\":\"dpop+jwt\",\"alg\":\"ES256\",\"jwk\":" + jwk() + "}";
    }

    public static String claims() {
        return claims("");
    }

    /** Good claims, and more members. */
    public static String claims(String more) {
        return "{\"jti\":\"jti-1\",\"htm\":\"POST\",\"htu\":\"" + URL + "\",\"iat\":" + NOW.getEpochSecond() + more + "}";
    }

    public static String proof() {
        return sign(header(), claims());
    }

    public static String proofWithHeader(String header) {
        return sign(header, claims());
    }

    public static String proofWithClaims(String claims) {
        return sign(header(), claims);
    }

    /** A JWS over exactly these texts. */
    public static String sign(String header, String claims) {
        return signEncoded(encode(header), encode(claims));
    }

    /** A JWS over parts that are already encoded. */
    public static String signEncoded(String header, String claims) {
        return signEncoded(KEY, header, claims);
    }

    public static String signEncoded(ECKey key, String header, String claims) {
        String input = header + "." + claims;
        try {
            return input + "." + new ECDSASigner(key).sign(new JWSHeader(JWSAlgorithm.ES256),
                    input.getBytes(StandardCharsets.US_ASCII));
        } catch (JOSEException impossible) {
            throw new AssertionError(impossible);
        }
    }

    public static String encode(String text) {
        return encode(text.getBytes(StandardCharsets.UTF_8));
    }

    public static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    public static ProofRequest request(String... proofs) {
        return new ProofRequest(List.of(proofs), METHOD, URL, null, null);
    }

    public static ProofVerifier verifier() {
        return new ProofVerifier(ProofPolicy.standard(null), () -> NOW);
    }

    /** The word for the outcome: {@code verified}, or the reason of the refusal. */
    public static String outcome(ProofResult result) {
        return switch (result) {
            case ProofResult.Verified verified -> "verified";
            case ProofResult.Rejected rejected -> rejected.rejection().reason();
        };
    }

    public static String outcome(String... proofs) {
        return outcome(verifier().verify(request(proofs)));
    }

    /** The proof of a result that must be good. */
    public static DPoPProof verified(ProofResult result) {
        if (result instanceof ProofResult.Verified verified) {
            return verified.proof();
        }
        throw new AssertionError(outcome(result));
    }
}
