package dev.errand.dpop;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever becomes of the bytes of a good proof, the answer is a refusal and never an exception. */
class ProofMutationTest {

    private static final int ROUNDS = 1_000;
    private static final String CHARACTERS = "ABCxyz019-_.=+/ {}[]\":,\\u\0\u00e9\ufeff\ud800";

    private final ProofVerifier verifier = Forge.verifier();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void noMutationOfTheCompactFormVerifies(long seed) {
        Random random = new Random(seed);
        String proof = Forge.proof();
        assertThat(Forge.outcome(proof)).isEqualTo("verified");
        for (int round = 0; round < ROUNDS; round++) {
            String mutated = mutate(proof, random);
            if (!mutated.equals(proof)) {
                assertThat(Forge.outcome(verifier.verify(Forge.request(mutated)))).as(mutated)
                        .isNotEqualTo("verified");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void noMutationOfTheDecodedPartsVerifiesUnderTheOldSignature(long seed) {
        Random random = new Random(seed);
        String[] parts = Forge.proof().split("\\.");
        for (int round = 0; round < ROUNDS; round++) {
            String[] mutated = parts.clone();
            int part = random.nextInt(3);
            mutated[part] = Forge.encode(mutate(Base64.getUrlDecoder().decode(parts[part]), random));
            if (!mutated[part].equals(parts[part])) {
                assertThat(Forge.outcome(verifier.verify(Forge.request(String.join(".", mutated)))))
                        .isNotEqualTo("verified");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 8})
    void noMutationOfHeaderOrClaimsThrowsEvenIfSignedAgain(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS / 4; round++) {
            byte[] header = mutate(Forge.header().getBytes(StandardCharsets.UTF_8), random);
            byte[] claims = mutate(Forge.claims().getBytes(StandardCharsets.UTF_8), random);
            String proof = Forge.signEncoded(Forge.encode(header), Forge.encode(claims));
            String outcome = Forge.outcome(verifier.verify(Forge.request(proof)));

            // A changed jti, or a member that means nothing, is still a good proof of this key for this request.
            assertThat(outcome).satisfiesAnyOf(word -> assertThat(word).isEqualTo("verified"),
                    word -> assertThat(word).startsWith("proof_"));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {9, 10})
    void noNoiseThrows(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            String text = new String(noise, StandardCharsets.ISO_8859_1);
            assertThat(Forge.outcome(text)).startsWith("proof_");
            assertThat(Forge.outcome(Forge.encode(noise) + "." + Forge.encode(noise) + "." + Forge.encode(noise)))
                    .startsWith("proof_");
            assertThat(HttpTarget.parse("https://as.example/" + text)).satisfiesAnyOf(
                    target -> assertThat(target).isEmpty(),
                    target -> assertThat(target.orElseThrow().toString()).startsWith("https://as.example"));
        }
    }

    private static String mutate(String text, Random random) {
        StringBuilder mutated = new StringBuilder(text);
        for (int times = 1 + random.nextInt(3); times > 0 && !mutated.isEmpty(); times--) {
            int at = random.nextInt(mutated.length());
            char character = CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
            switch (random.nextInt(5)) {
                case 0 -> mutated.setCharAt(at, character);
                case 1 -> mutated.insert(at, character);
                case 2 -> mutated.deleteCharAt(at);
                case 3 -> mutated.setLength(Math.max(1, at));
                default -> mutated.append(mutated.substring(at));
            }
        }
        return mutated.toString();
    }

    private static byte[] mutate(byte[] bytes, Random random) {
        byte[] mutated = bytes.clone();
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
            int at = random.nextInt(mutated.length);
            mutated[at] = random.nextBoolean()
                    ? (byte) random.nextInt(256)
                    : (byte) (mutated[at] ^ 1 << random.nextInt(8));
        }
        return mutated;
    }
}
