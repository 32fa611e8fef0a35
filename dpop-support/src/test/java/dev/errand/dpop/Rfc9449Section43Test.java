package dev.errand.dpop;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.errand.dpop.nonce.DPoPNonces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** RFC 9449 §4.3, a row per numbered check; the same proof without the fault verifies. */
class Rfc9449Section43Test {

    private static final String TOKEN = "Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU";
    private static final String TOKEN_HASH = "fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo";

    @Test
    void verifiesAProofWithoutFault() {
        DPoPProof proof = Forge.verified(Forge.verifier().verify(Forge.request(Forge.proof())));

        assertThat(proof.jkt()).isEqualTo(JwkThumbprint.of(Forge.KEY));
        assertThat(proof.jti()).isEqualTo("jti-1");
        assertThat(proof.htm()).isEqualTo("POST");
        assertThat(proof.htu()).isEqualTo(Forge.URL);
        assertThat(proof.issuedAt()).isEqualTo(Forge.NOW);
        assertThat(proof.accessTokenHash()).isEmpty();
        assertThat(proof.nonceVerified()).isFalse();
    }

    @Test
    void check1WantsExactlyOneHeader() {
        String proof = Forge.proof();

        assertThat(Forge.outcome()).isEqualTo("proof_missing");
        assertThat(Forge.outcome(proof, proof)).isEqualTo("proof_multiple");
        assertThat(Forge.outcome(proof + ", " + proof)).isEqualTo("proof_multiple");
        assertThat(Forge.outcome(proof)).isEqualTo("verified");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "x", "a.b", "a.b.c", "..", "{}", "a.b.c.d", "e30.e30.", "e30..e30"})
    void check2WantsAWellFormedJwt(String notAJwt) {
        assertThat(Forge.outcome(notAJwt)).isEqualTo("proof_malformed");
    }

    @ParameterizedTest
    @CsvSource({"jti,proof_jti", "htm,proof_htm", "htu,proof_htu", "iat,proof_time"})
    void check3WantsAllClaims(String claim, String reason) {
        String renamed = Forge.claims().replace('"' + claim + '"', "\"other\"");

        assertThat(Forge.outcome(Forge.proofWithClaims(renamed))).isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "DPOP+JWT", "application/dpop+jwt", "dpop", "at+jwt", ""})
    void check4WantsTheType(String type) {
        assertThat(Forge.outcome(Forge.proofWithHeader(Forge.header().replace("dpop+jwt", type))))
                .isEqualTo("proof_type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "nOnE", "NONE ", "", "HS256", "RS256", "PS256", "ES384", "ES256K", "EdDSA",
        "es256"})
    void check5WantsAnAlgorithmThatIsAllowed(String algorithm) {
        String header = "{\"typ\":\"dpop+jwt\",\"alg\":\"" + algorithm + "\",\"jwk\":" + Forge.jwk() + "}";

        assertThat(Forge.outcome(Forge.proofWithHeader(header))).isEqualTo("proof_algorithm");
    }

    @Test
    void check6WantsTheSignatureOfTheKeyInTheHeader() {
        String stranger = Forge.signEncoded(Forge.newKey(), Forge.encode(Forge.header()),
                Forge.encode(Forge.claims()));

        assertThat(Forge.outcome(stranger)).isEqualTo("proof_signature");
    }

    @Test
    void check7RefusesAPrivateKey() {
        String header = Forge.header().replace(Forge.jwk(), Forge.KEY.toJSONString());

        assertThat(header).contains("\"d\":");
        assertThat(Forge.outcome(Forge.proofWithHeader(header))).isEqualTo("proof_key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"GET\"", "\"post\"", "\"\"", "null", "[\"POST\"]", "1", "\"POST \""})
    void check8WantsTheMethodExactly(String htm) {
        String claims = Forge.claims().replace("\"POST\"", htm);

        assertThat(Forge.outcome(Forge.proofWithClaims(claims))).isEqualTo("proof_htm");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"https://as.example/oauth2/par\"", "\"https://evil.example/oauth2/token\"",
        "\"http://as.example/oauth2/token\"", "\"https://as.example:8443/oauth2/token\"",
        "\"https://as.example/oauth2/token/\"", "\"/oauth2/token\"", "\"\"", "null", "[]", "7"})
    void check9WantsTheUri(String htu) {
        String claims = Forge.claims().replace('"' + Forge.URL + '"', htu);

        assertThat(Forge.outcome(Forge.proofWithClaims(claims))).isEqualTo("proof_htu");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTPS://AS.Example/oauth2/token", "https://as.example:443/oauth2/token",
        "https://as.example/oauth2/token?x=1", "https://as.example/oauth2/token#f",
        "https://as.example/oauth2/./token", "https://as.example/x/../oauth2/%74oken"})
    void check9NormalisesTheUri(String htu) {
        String claims = Forge.claims().replace(Forge.URL, htu);
        DPoPProof proof = Forge.verified(Forge.verifier().verify(Forge.request(Forge.proofWithClaims(claims))));

        assertThat(proof.htu()).isEqualTo(Forge.URL);
    }

    @ParameterizedTest
    @MethodSource
    void check10WantsTheNonceOfTheServer(String more, String expected) {
        ProofResult result = withNonces(nonces()).verify(Forge.request(Forge.proofWithClaims(Forge.claims(more))));

        assertThat(Forge.outcome(result)).isEqualTo(expected);
        assertThat(result instanceof ProofResult.Rejected rejected && rejected.rejection().asksForNonce())
                .isEqualTo(expected.startsWith("nonce_"));
    }

    static Stream<Arguments> check10WantsTheNonceOfTheServer() {
        String good = nonces().issue();
        String flipped = (good.charAt(0) == 'A' ? 'B' : 'A') + good.substring(1);
        return Stream.of(arguments(nonceClaim(good), "verified"), arguments("", "nonce_required"),
                arguments(nonceClaim(flipped), "nonce_stale"), arguments(nonceClaim(""), "nonce_stale"),
                arguments(",\"nonce\":null", "nonce_stale"), arguments(",\"nonce\":[\"" + good + "\"]", "nonce_stale"),
                arguments(nonceClaim(new DPoPNonces(new byte[32], "a tool", () -> Forge.NOW).issue()), "nonce_stale"),
                arguments(nonceClaim(new DPoPNonces(new byte[32], "issuer", () -> Forge.NOW.minusSeconds(120)).issue()),
                        "nonce_stale"));
    }

    @ParameterizedTest
    @CsvSource({"0,verified", "-65,verified", "-66,proof_expired", "5,verified", "6,proof_not_yet_valid",
        "3600,proof_not_yet_valid", "-86400,proof_expired"})
    void check11WantsARecentTime(long seconds, String expected) {
        String claims = Forge.claims().replace(String.valueOf(Forge.NOW.getEpochSecond()),
                String.valueOf(Forge.NOW.getEpochSecond() + seconds));

        assertThat(Forge.outcome(Forge.proofWithClaims(claims))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"-86400", "86400"})
    void check11TrustsAVerifiedNonceMoreThanTheCallersClock(long seconds) {
        String claims = Forge.claims(nonceClaim(nonces().issue())).replace(
                String.valueOf(Forge.NOW.getEpochSecond()), String.valueOf(Forge.NOW.getEpochSecond() + seconds));
        String proof = Forge.proofWithClaims(claims);

        assertThat(Forge.verified(withNonces(nonces()).verify(Forge.request(proof))).nonceVerified()).isTrue();
        assertThat(Forge.outcome(proof)).isNotEqualTo("verified");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1\"", "null", "-1", "1e9", "1772366400.5", "9223372036854775807", "9223372036854775808",
        "253402300800", "[1]", "true"})
    void check11WantsWholeSeconds(String iat) {
        String claims = Forge.claims().replace(String.valueOf(Forge.NOW.getEpochSecond()), iat);

        assertThat(Forge.outcome(Forge.proofWithClaims(claims))).isEqualTo("proof_time");
    }

    @ParameterizedTest
    @CsvSource({"exp,10,verified", "exp,-5,proof_expired", "exp,-4,verified", "nbf,5,verified",
        "nbf,6,proof_not_yet_valid", "nbf,-99,verified"})
    void check11HeedsExpAndNbfIfThere(String claim, long seconds, String expected) {
        String more = ",\"" + claim + "\":" + (Forge.NOW.getEpochSecond() + seconds);

        assertThat(Forge.outcome(Forge.proofWithClaims(Forge.claims(more)))).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource
    void check12WantsTheHashOfTheToken(String more, String expected) {
        ProofRequest withToken = new ProofRequest(List.of(Forge.proofWithClaims(Forge.claims(more))), Forge.METHOD,
                Forge.URL, TOKEN, null);

        assertThat(Forge.outcome(Forge.verifier().verify(withToken))).isEqualTo(expected);
    }

    static Stream<Arguments> check12WantsTheHashOfTheToken() {
        return Stream.of(arguments(athClaim(TOKEN_HASH), "verified"), arguments("", "proof_ath"),
                arguments(athClaim(AccessTokenHash.of("another token")), "proof_ath"),
                arguments(athClaim(AccessTokenHash.of(TOKEN.toLowerCase(Locale.ROOT))), "proof_ath"),
                arguments(athClaim(TOKEN_HASH + "="), "proof_ath"), arguments(athClaim(TOKEN), "proof_ath"),
                arguments(athClaim("7d41f23b6af66770d9e7712c36b5816f4c565e868dcb9f488880a0aa4b264 04a"), "proof_ath"),
                arguments(",\"ath\":[\"" + TOKEN_HASH + "\"]", "proof_ath"));
    }

    @Test
    void check12ComparesAnUnaskedHashOnRequest() {
        String proof = Forge.proofWithClaims(Forge.claims(athClaim(TOKEN_HASH)));
        DPoPProof verified = Forge.verified(Forge.verifier().verify(Forge.request(proof)));

        assertThat(verified.accessTokenHash()).contains(TOKEN_HASH);
        assertThat(verified.covers(TOKEN)).isTrue();
        assertThat(verified.covers("another token")).isFalse();
    }

    @Test
    void check12WantsTheKeyOfTheToken() {
        assertThat(expecting(JwkThumbprint.of(Forge.KEY))).isEqualTo("verified");
        assertThat(expecting(JwkThumbprint.of(Forge.newKey()))).isEqualTo("proof_key_mismatch");
        assertThat(expecting("")).isEqualTo("proof_key_mismatch");
    }

    @Test
    void theExamplesOfTheRfcVerify() {
        // Figures 1 and 2 of §4.1, and §7.1.
        String key = "eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6IkVDIiwieCI6Imw4dEZyaHgtMzR0VjNoUkl"
                + "DUkRZOXpDa0RscEJoRjQyVVFVZldWQVdCRnMiLCJ5IjoiOVZFNGpmX09rX282NHpiVFRsY3VOSmFqSG10NnY5VERWclUwQ2R2R1J"
                + "EQSIsImNydiI6IlAtMjU2In19";
        String atServer = key + ".eyJqdGkiOiItQndDM0VTYzZhY2MybFRjIiwiaHRtIjoiUE9TVCIsImh0dSI6Imh0dHBzOi8vc2VydmVyLmV"
                + "4YW1wbGUuY29tL3Rva2VuIiwiaWF0IjoxNTYyMjYyNjE2fQ.2-GxA6T8lP4vfrg8v-FdWP0A0zdrj8igiMLvqRMUvwnQg4PtFLbdL"
                + "XiOSsX0x7NVY-FNyJK70nfbV37xRZT3Lg";
        String atResource = key + ".eyJqdGkiOiJlMWozVl9iS2ljOC1MQUVCIiwiaHRtIjoiR0VUIiwiaHR1IjoiaHR0cHM6Ly9yZXNvdXJjZ"
                + "S5leGFtcGxlLm9yZy9wcm90ZWN0ZWRyZXNvdXJjZSIsImlhdCI6MTU2MjI2MjYxOCwiYXRoIjoiZlVIeU8ycjJaM0RaNTNFc05yV"
                + "0JiMHhXWG9hTnk1OUlpS0NBcWtzbVFFbyJ9.2oW9RP35yRqzhrtNP86L-Ey71EOptxRimPPToA1plemAgR6pxHF8y6-yqyVnmcw6F"
                + "y1dqd-jfxSYoMxhAJpLjA";
        ProofVerifier then = new ProofVerifier(ProofPolicy.standard(null),
                () -> Instant.ofEpochSecond(1_562_262_620));

        assertThat(Forge.outcome(then.verify(new ProofRequest(List.of(atServer), "POST",
                "https://server.example.com/token", null, "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"))))
                .isEqualTo("verified");
        assertThat(Forge.outcome(then.verify(new ProofRequest(List.of(atResource), "GET",
                "https://resource.example.org/protectedresource", TOKEN,
                "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I")))).isEqualTo("verified");
    }

    private static String expecting(String jkt) {
        return Forge.outcome(Forge.verifier()
                .verify(new ProofRequest(List.of(Forge.proof()), Forge.METHOD, Forge.URL, null, jkt)));
    }

    private static DPoPNonces nonces() {
        return new DPoPNonces(new byte[32], "issuer", () -> Forge.NOW);
    }

    private static ProofVerifier withNonces(DPoPNonces nonces) {
        return new ProofVerifier(
                new ProofPolicy(Duration.ofMinutes(1), Duration.ofSeconds(5), nonces, Set.of("ES256")),
                () -> Forge.NOW);
    }

    private static String nonceClaim(String nonce) {
        return ",\"nonce\":\"" + nonce + "\"";
    }

    private static String athClaim(String hash) {
        return ",\"ath\":\"" + hash + "\"";
    }
}
