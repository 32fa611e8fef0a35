package dev.errand.dpop;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Keys, algorithms and signatures that must not be believed (DP-09 to DP-23). */
class ProofKeyAttackTest {

    private static final BigInteger P = new BigInteger(
            "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);
    private static final BigInteger N = new BigInteger(
            "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
    private static final BigInteger B = new BigInteger(
            "5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b", 16);

    @BeforeEach
    void theUntouchedTwinVerifies() {
        assertThat(Forge.outcome(Forge.proof())).isEqualTo("verified");
    }

    @Test
    void refusesASymmetricKeyThatTheCallerBrings() throws Exception {
        OctetSequenceKey secret = new OctetSequenceKeyGenerator(256).generate();
        String header = "{\"typ\":\"dpop+jwt\",\"alg\":\"HS256\",\"jwk\":" + secret.toJSONString() + "}";
        String input = Forge.encode(header) + "." + Forge.encode(Forge.claims());
        Base64URL mac = new MACSigner(secret).sign(new JWSHeader(JWSAlgorithm.HS256), ascii(input));

        assertThat(Forge.outcome(input + "." + mac)).isEqualTo("proof_algorithm");
        assertThat(Forge.outcome(Forge.proofWithHeader(header.replace("HS256", "ES256")))).isEqualTo("proof_key");
    }

    @Test
    void refusesKeysOfAnotherKindThanTheAlgorithm() throws Exception {
        RSAKey rsa = new RSAKeyGenerator(2048).generate();
        ECKey p384 = new ECKeyGenerator(Curve.P_384).generate();
        String rsaHeader = "{\"typ\":\"dpop+jwt\",\"alg\":\"ES256\",\"jwk\":" + rsa.toPublicJWK().toJSONString() + "}";
        String input = Forge.encode(rsaHeader) + "." + Forge.encode(Forge.claims());
        Base64URL byRsa = new RSASSASigner(rsa).sign(new JWSHeader(JWSAlgorithm.RS256), ascii(input));

        assertThat(Forge.outcome(input + "." + byRsa)).isEqualTo("proof_key");
        assertThat(Forge.outcome(Forge.proofWithHeader(withJwk(p384.toPublicJWK().toJSONString()))))
                .isEqualTo("proof_key");
        assertThat(Forge.outcome(Forge.proofWithHeader(Forge.header().replace("ES256", "RS256"))))
                .isEqualTo("proof_algorithm");
    }

    @ParameterizedTest
    @MethodSource
    void refusesPointsThatAreNone(BigInteger x, BigInteger y) {
        String jwk = "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" + coordinate(x) + "\",\"y\":\"" + coordinate(y) + "\"}";

        assertThat(Forge.outcome(Forge.proofWithHeader(withJwk(jwk)))).isEqualTo("proof_key");
    }

    static Stream<Arguments> refusesPointsThatAreNone() {
        BigInteger x = Forge.KEY.getX().decodeToBigInteger();
        BigInteger y = Forge.KEY.getY().decodeToBigInteger();
        BigInteger rootOfB = B.modPow(P.add(BigInteger.ONE).shiftRight(2), P);
        assertThat(rootOfB.modPow(BigInteger.TWO, P)).isEqualTo(B);
        return Stream.of(arguments(x, y.add(BigInteger.ONE)), arguments(y, x), arguments(BigInteger.ZERO, y),
                arguments(x, BigInteger.ZERO), arguments(BigInteger.ZERO, BigInteger.ZERO),
                arguments(BigInteger.ZERO, rootOfB), arguments(P, rootOfB), arguments(P, P),
                arguments(BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE), y));
    }

    @ParameterizedTest
    @MethodSource
    void refusesJwksThatAreNoPublicSigningKey(String jwk) {
        assertThat(Forge.outcome(Forge.proofWithHeader(withJwk(jwk)))).isEqualTo("proof_key");
    }

    static Stream<String> refusesJwksThatAreNoPublicSigningKey() {
        String jwk = Forge.jwk();
        String x = Forge.KEY.getX().toString();
        return Stream.of("null", "{}", "[]", "\"" + x + "\"", "[" + jwk + "]", plus(jwk, "\"d\":\"AA\""),
                plus(jwk, "\"d\":null"), plus(jwk, "\"k\":\"AA\""), plus(jwk, "\"p\":\"AA\""),
                plus(jwk, "\"use\":\"enc\""), plus(jwk, "\"use\":null"), plus(jwk, "\"alg\":\"ES384\""),
                plus(jwk, "\"key_ops\":[\"sign\"]"), plus(jwk, "\"key_ops\":\"verify\""),
                jwk.replace("P-256", "P-384"), jwk.replace("P-256", "secp256k1"), jwk.replace("P-256", "p-256"),
                jwk.replace("\"EC\"", "\"OKP\""), jwk.replace("\"EC\"", "\"ec\""), jwk.replace(x, x + "A"),
                jwk.replace(x, x + "="), jwk.replace(x, x.substring(1)), jwk.replace(x, "AAAA" + x),
                jwk.replace(x, ""), jwk.replace("\"" + x + "\"", "7"), jwk.replace("\"x\"", "\"z\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"kid\":\"k1\"", "\"use\":\"sig\"", "\"alg\":\"ES256\"", "\"key_ops\":[\"verify\"]",
        "\"other\":1"})
    void acceptsMembersThatChangeNothing(String member) {
        assertThat(Forge.outcome(Forge.proofWithHeader(withJwk(plus(Forge.jwk(), member))))).isEqualTo("verified");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"kid\":\"k1\"", "\"jku\":\"http://127.0.0.1:1/canary\"", "\"x5c\":[\"AA\"]",
        "\"x5u\":\"http://127.0.0.1:1/canary\""})
    void refusesAKeyThatIsElsewhere(String member) {
        String header = Forge.header().replace("\"jwk\":" + Forge.jwk(), member);

        assertThat(Forge.outcome(Forge.proofWithHeader(header))).isIn("proof_key", "proof_header");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"crit\":[\"bork\"],\"bork\":1", "\"crit\":[]", "\"crit\":null",
        "\"crit\":[\"b64\"],\"b64\":false", "\"b64\":false", "\"zip\":\"DEF\"", "\"jku\":\"https://as.example/\"",
        "\"x5u\":\"https://as.example/\"", "\"x5c\":[]", "\"x5t\":\"AA\"", "\"x5t#S256\":\"AA\""})
    void refusesHeaderMembersThatChangeTheMeaning(String member) {
        assertThat(Forge.outcome(Forge.proofWithHeader(plus(Forge.header(), member)))).isEqualTo("proof_header");
        assertThat(Forge.outcome(Forge.proofWithHeader(plus(Forge.header(), "\"bork\":1")))).isEqualTo("verified");
    }

    @ParameterizedTest
    @MethodSource
    void refusesSignaturesThatAreNone(byte[] signature) {
        String proof = Forge.proof();

        assertThat(Forge.outcome(proof.substring(0, proof.lastIndexOf('.') + 1) + Forge.encode(signature)))
                .isEqualTo("proof_signature");
    }

    static Stream<byte[]> refusesSignaturesThatAreNone() throws Exception {
        byte[] n = fixed(N);
        byte[] one = fixed(BigInteger.ONE);
        byte[] der = new byte[72];
        der[0] = 0x30;
        return Stream.of(new byte[64], join(n, n), join(n, one), join(one, n), join(new byte[32], one),
                join(one, new byte[32]), join(one, one), new byte[1], new byte[63], new byte[65], new byte[128], der,
                join(fixed(P), fixed(P)));
    }

    @Test
    void acceptsTheOtherFormOfASignatureAsTheSameProof() {
        String proof = Forge.proof();
        byte[] signature = Base64.getUrlDecoder().decode(proof.substring(proof.lastIndexOf('.') + 1));
        byte[] s = Arrays.copyOfRange(signature, 32, 64);
        byte[] mirrored = join(Arrays.copyOf(signature, 32), fixed(N.subtract(new BigInteger(1, s))));
        String other = proof.substring(0, proof.lastIndexOf('.') + 1) + Forge.encode(mirrored);

        // ECDSA has two signatures for one; first use goes by key and jti, so this is a replay and not a second proof.
        DPoPProof first = Forge.verified(Forge.verifier().verify(Forge.request(proof)));
        DPoPProof second = Forge.verified(Forge.verifier().verify(Forge.request(other)));
        assertThat(second.jkt() + second.jti() + second.htu()).isEqualTo(first.jkt() + first.jti() + first.htu());
    }

    @Test
    void refusesAClaimSetThatAnotherJwtTypeSigned() throws Exception {
        String header = "{\"typ\":\"client-authentication+jwt\",\"alg\":\"ES256\",\"jwk\":" + Forge.jwk() + "}";
        String input = Forge.encode(header) + "." + Forge.encode(Forge.claims());
        Base64URL signature = new ECDSASigner(Forge.KEY).sign(new JWSHeader(JWSAlgorithm.ES256), ascii(input));

        assertThat(Forge.outcome(input + "." + signature)).isEqualTo("proof_type");
    }

    @Test
    void refusesAHugeRsaKeyWithoutWorkingOnIt() {
        String modulus = Forge.encode(new byte[2048]).replace('A', 'z');
        String jwk = "{\"kty\":\"RSA\",\"e\":\"Aw\",\"n\":\"" + modulus + "\"}";
        String proof = Forge.proofWithHeader(withJwk(jwk));

        assertTimeout(Duration.ofSeconds(20), () -> {
            for (int i = 0; i < 50; i++) {
                assertThat(Forge.outcome(proof)).isEqualTo("proof_key");
            }
        });
    }

    private static String withJwk(String jwk) {
        return Forge.header().replace(Forge.jwk(), jwk);
    }

    private static String plus(String object, String member) {
        return object.substring(0, object.length() - 1) + "," + member + "}";
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String coordinate(BigInteger value) {
        return Forge.encode(fixed(value));
    }

    private static byte[] fixed(BigInteger value) {
        byte[] bytes = new byte[32];
        byte[] raw = value.toByteArray();
        int length = Math.min(raw.length, 32);
        System.arraycopy(raw, raw.length - length, bytes, 32 - length, length);
        return bytes;
    }

    private static byte[] join(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
