package dev.errand.dpop;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Bytes that two readers could understand differently (DP-25 to DP-33, DP-55). All are signed by the right key. */
class ProofBytesAttackTest {

    @BeforeEach
    void theUntouchedTwinVerifies() {
        assertThat(Forge.outcome(Forge.proof())).isEqualTo("verified");
        assertThat(Forge.outcome(Forge.proofWithClaims(Forge.claims(",\"extra\":{\"deep\":[1,{\"ok\":null}]}"))))
                .isEqualTo("verified");
    }

    @ParameterizedTest
    @MethodSource
    void refusesDuplicateMembers(String header, String claims) {
        assertThat(Forge.outcome(Forge.sign(header, claims))).isEqualTo("proof_malformed");
    }

    static Stream<Arguments> refusesDuplicateMembers() {
        String header = Forge.header();
        String claims = Forge.claims();
        String htu = ",\"htu\":\"https://evil.example/\"}";
        return Stream.of(arguments(header.replace("{\"typ\"", "{\"alg\":\"none\",\"typ\""), claims),
                arguments(withLast(header, ",\"alg\":\"none\"}"), claims),
                arguments(withLast(header, ",\"jwk\":{}}"), claims),
                arguments(header.replace("{\"typ\"", "{\"jwk\":{},\"typ\""), claims),
                arguments(header.replace("\"crv\"", "\"crv\":\"P-384\",\"crv\""), claims),
                arguments(header, withLast(claims, htu)),
                arguments(header, withLast(claims, htu.replace("htu", "\\u0068tu"))),
                arguments(header, withLast(claims, ",\"jti\":\"jti-1\"}")),
                arguments(header, withLast(claims, ",\"x\":{\"a\":1,\"a\":1}}")));
    }

    @ParameterizedTest
    @MethodSource
    void refusesJsonThatIsNotStrict(byte[] claims) {
        String proof = Forge.signEncoded(Forge.encode(Forge.header()), Forge.encode(claims));

        assertThat(Forge.outcome(proof)).isEqualTo("proof_malformed");
    }

    static Stream<byte[]> refusesJsonThatIsNotStrict() {
        String claims = Forge.claims();
        return Stream.concat(
                Stream.of(claims + "x", claims + "{}", claims + claims, "[" + claims + "]", "\"text\"", "null", "",
                        "\uFEFF" + claims, claims.replace("\"jti\"", "jti"), claims.replace('"', '\''),
                        "/* c */" + claims, claims.replace("}", ",}"), claims.replace("POST", "PO\nST"),
                        claims.replace("}", ",\"n\":NaN}"), claims.replace("}", ",\"n\":01}"),
                        claims.replace("}", ",\"n\":" + "9".repeat(1_000) + "}"),
                        claims.replace("}", ",\"deep\":" + "[".repeat(9) + "]".repeat(9) + "}"),
                        claims.replace("}", ",\"deep\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}"),
                        claims.replace("}", ",\"" + "n".repeat(300) + "\":1}"), claims.substring(0, 20))
                        .map(text -> text.getBytes(StandardCharsets.UTF_8)),
                Stream.of(claims.getBytes(StandardCharsets.UTF_16), claims.getBytes(StandardCharsets.UTF_16LE),
                        claims.replace("jti-1", "\u00e9").getBytes(StandardCharsets.ISO_8859_1)));
    }

    @ParameterizedTest
    @MethodSource
    void refusesBase64ThatIsNotStrict(String proof) {
        assertThat(Forge.outcome(proof)).isEqualTo("proof_malformed");
    }

    static Stream<String> refusesBase64ThatIsNotStrict() {
        String proof = Forge.proof();
        String header = proof.substring(0, proof.indexOf('.'));
        String claims = proof.substring(proof.indexOf('.') + 1, proof.lastIndexOf('.'));
        String signature = proof.substring(proof.lastIndexOf('.') + 1);
        String slashed = Forge.encode(Forge.claims(",\"x\":\"\u00ff\u00bf\u00ff?\"")).replace('-', '+').replace('_', '/');
        assertThat(slashed).containsAnyOf("+", "/");
        // A P-256 signature leaves four spare bits in its last character.
        char stray = (char) (signature.charAt(signature.length() - 1) + 1);
        return Stream.of(proof + "=", proof + "==", Forge.signEncoded(header, slashed),
                Forge.signEncoded(header + "=", claims), Forge.signEncoded(header, claims + "=="),
                Forge.signEncoded(header, claims.substring(0, 8) + "\n" + claims.substring(8)),
                Forge.signEncoded(" " + header, claims), proof + " ", "\t" + proof, proof + "\u0000", proof + "\u00e9",
                header + "." + claims + "." + signature.substring(0, signature.length() - 1) + stray,
                header + "." + claims + "." + signature + "AAA");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"payload\":\"P\",\"protected\":\"H\",\"signature\":\"S\"}",
        "{\"payload\":\"P\"|\"signatures\":[{\"protected\":\"H\"|\"signature\":\"S\"}]}", "H..S", ".P.S", "H.P.",
        "H.P", "H.P.S.S", "H.P.S."})
    void refusesOtherSerializations(String form) {
        String[] parts = Forge.proof().split("\\.", -1);
        String other = form.replace("H", parts[0]).replace("P", parts[1]).replace("S", parts[2]).replace(",", "|");

        assertThat(Forge.outcome(other)).isEqualTo("proof_malformed");
    }

    @Test
    void refusesMoreThan8KiBBeforeLooking() {
        assertThat(Forge.outcome("a".repeat(8 * 1024 + 1))).isEqualTo("proof_too_large");
        assertThat(Forge.outcome(Forge.proofWithClaims(Forge.claims(",\"x\":\"" + "a".repeat(8_000) + "\""))))
                .isEqualTo("proof_too_large");
        assertThat(Forge.outcome(Forge.proofWithClaims(Forge.claims(",\"x\":\"" + "a".repeat(5_000) + "\""))))
                .isEqualTo("verified");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\" \"", "\"\\t\"", "\"a\\nb\"", "\"\\u0000\"", "7", "null", "[\"jti-1\"]",
        "{\"jti\":\"jti-1\"}", "true", "LONG"})
    void refusesAJtiThatIsNoIdentifier(String jti) {
        String value = jti.equals("LONG") ? '"' + "j".repeat(257) + '"' : jti;

        assertThat(Forge.outcome(Forge.proofWithClaims(Forge.claims().replace("\"jti-1\"", value))))
                .isEqualTo("proof_jti");
        assertThat(Forge.outcome(Forge.proofWithClaims(Forge.claims().replace("jti-1", "j".repeat(256)))))
                .isEqualTo("verified");
    }

    private static String withLast(String object, String end) {
        return object.substring(0, object.length() - 1) + end;
    }
}
