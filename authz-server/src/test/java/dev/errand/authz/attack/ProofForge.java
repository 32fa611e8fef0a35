package dev.errand.authz.attack;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;

import javax.sql.DataSource;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;

import dev.errand.authz.running.RunningServer;
import dev.errand.dpop.nonce.DPoPNonces;
import dev.errand.dpop.nonce.JdbcNonceKeys;

/** Makes proofs for one endpoint, byte by byte, each with a signature that fits its bytes. Good until it is changed. */
record ProofForge(RunningServer server, String path, ECKey key) {

    String url() {
        return RunningServer.ISSUER + path;
    }

    String jwk() {
        return key.toPublicJWK().toJSONString();
    }

    String header() {
        return "{\"typ\":\"dpop+jwt\",\"alg\":\"ES256\",\"jwk\":" + jwk() + "}";
    }

    long now() {
        return server.clock.instant().getEpochSecond();
    }

    String claims() {
        return "{\"jti\":\"%s\",\"htm\":\"POST\",\"htu\":\"%s\",\"iat\":%d,\"nonce\":\"%s\"}".formatted(
                UUID.randomUUID(), url(), now(), server.nonce());
    }

    String proof() {
        return sign(header(), claims());
    }

    String withHeader(UnaryOperator<String> change) {
        return sign(change.apply(header()), claims());
    }

    String withClaims(UnaryOperator<String> change) {
        return sign(header(), change.apply(claims()));
    }

    /** The proof with one claim's value written this way. */
    String withClaim(String name, String json) {
        return withClaims(claims -> claims.replaceAll("\"" + name + "\":(\"[^\"]*\"|[0-9]+)",
                Matcher.quoteReplacement("\"" + name + "\":" + json)));
    }

    String without(String name) {
        return withClaims(claims -> claims.replace("\"" + name + "\"", "\"not-" + name + "\""));
    }

    String withJwk(String jwk) {
        return withHeader(header -> header.replace(jwk(), jwk));
    }

    /** A nonce of this server's key, for another role or of another time. */
    String nonce(String role, Duration ago) {
        byte[] nonceKey = new JdbcNonceKeys(server.bean(DataSource.class), server.bean(SecureRandom.class))
                .key("issuer");
        return new DPoPNonces(nonceKey, role, () -> server.clock.instant().minus(ago)).issue();
    }

    String sign(String header, String claims) {
        return signEncoded(encode(header), encode(claims));
    }

    String signEncoded(String header, String claims) {
        String input = header + "." + claims;
        try {
            return input + "." + new ECDSASigner(key).sign(new JWSHeader(JWSAlgorithm.ES256),
                    input.getBytes(StandardCharsets.US_ASCII));
        } catch (JOSEException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** Replaces the signature of a good proof. */
    String withSignature(byte[] signature) {
        String proof = proof();
        return proof.substring(0, proof.lastIndexOf('.') + 1) + encode(signature);
    }

    static String encode(String text) {
        return encode(text.getBytes(StandardCharsets.UTF_8));
    }

    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
