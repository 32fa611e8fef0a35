package dev.errand.dpop.firstuse;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.errand.dpop.DPoPProof;
import dev.errand.dpop.Forge;
import dev.errand.dpop.ProofPolicy;
import dev.errand.dpop.ProofRequest;
import dev.errand.dpop.ProofVerifier;
import dev.errand.dpop.SettableClock;
import dev.errand.dpop.client.DPoPKey;
import dev.errand.dpop.nonce.DPoPNonces;

import static org.assertj.core.api.Assertions.assertThat;

/** RFC 9449 §11.1 (DP-57 to DP-63, DP-69). */
class ProofFirstUseTest {

    private static final String TOOL = "https://refunds.example";

    private final SettableClock clock = new SettableClock(Forge.NOW);
    private final Map<UseKey, Instant> claims = new HashMap<>();
    private final FirstUse store = (key, until) -> claims.putIfAbsent(key, until) == null;
    private final DPoPKey alice = DPoPKey.generate();
    private final DPoPNonces nonces = new DPoPNonces(new byte[32], "tool", clock);

    @Test
    void grantsAProofOncePerResource() {
        ProofFirstUse firstUse = new ProofFirstUse(store, ProofPolicy.standard(null), clock);
        DPoPProof proof = verified(alice, "jti", 0);

        assertThat(firstUse.claim(TOOL, proof)).isTrue();
        assertThat(firstUse.claim(TOOL, proof)).isFalse();
        assertThat(firstUse.claim(TOOL, verified(alice, "jti", 0))).isFalse();
        assertThat(firstUse.claim("https://orders.example", proof)).isTrue();
        assertThat(firstUse.claim(TOOL, verified(alice, "another jti", 0))).isTrue();
    }

    @Test
    void letsNobodyUseUpAnothersJti() {
        ProofFirstUse firstUse = new ProofFirstUse(store, ProofPolicy.standard(null), clock);

        assertThat(firstUse.claim(TOOL, verified(DPoPKey.generate(), "jti", 0))).isTrue();
        assertThat(firstUse.claim(TOOL, verified(alice, "jti", 0))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0, 65", "5, 70", "-60, 65"})
    void keepsAProofThroughItsWholeWindow(long ahead, long atLeast) {
        new ProofFirstUse(store, ProofPolicy.standard(null), clock).claim(TOOL, verified(alice, "jti", ahead));

        assertThat(until()).isAfterOrEqualTo(Forge.NOW.plusSeconds(atLeast));
    }

    @Test
    void keepsAProofFromTheFuturePastItsLastAcceptableSecond() {
        // Made as far ahead as the skew allows, it could be shown until age and skew after that.
        Duration maxAge = Duration.ofMinutes(5);
        ProofPolicy policy = new ProofPolicy(maxAge, Duration.ofSeconds(5), null, Set.of("ES256"));
        new ProofFirstUse(store, policy, clock).claim(TOOL, verified(alice, "jti", 5));
        String sameProof = alice.proof("POST", Forge.URL, null, null, Forge.NOW.plusSeconds(5), "jti");
        clock.advance(Duration.ofSeconds(310));

        assertThat(Forge.outcome(new ProofVerifier(policy, clock).verify(Forge.request(sameProof))))
                .isEqualTo("verified");
        assertThat(until()).isAfterOrEqualTo(clock.instant());
        clock.advance(Duration.ofSeconds(1));
        assertThat(Forge.outcome(new ProofVerifier(policy, clock).verify(Forge.request(sameProof))))
                .isEqualTo("proof_expired");
    }

    @Test
    void keepsAProofAsLongAsItsNonceLives() {
        new ProofFirstUse(store, ProofPolicy.standard(nonces), clock).claim(TOOL, withNonce(-86_400));

        assertThat(until()).isEqualTo(Forge.NOW.plusSeconds(120));
    }

    @ParameterizedTest
    @CsvSource({"3600, 3665", "31536000, 86465"})
    void keepsAProofFromTheFarFutureForADayAtMost(long ahead, long expected) {
        new ProofFirstUse(store, ProofPolicy.standard(nonces), clock).claim(TOOL, withNonce(ahead));

        assertThat(until()).isEqualTo(Forge.NOW.plusSeconds(expected));
    }

    private Instant until() {
        return claims.values().iterator().next();
    }

    private DPoPProof verified(DPoPKey key, String jti, long ahead) {
        String proof = key.proof("POST", Forge.URL, null, null, clock.instant().plusSeconds(ahead), jti);
        return Forge.verified(new ProofVerifier(ProofPolicy.standard(null), clock).verify(Forge.request(proof)));
    }

    private DPoPProof withNonce(long ahead) {
        String proof = alice.proof("POST", Forge.URL, null, nonces.issue(), clock.instant().plusSeconds(ahead), "jti");
        return Forge.verified(new ProofVerifier(ProofPolicy.standard(nonces), clock)
                .verify(new ProofRequest(List.of(proof), "POST", Forge.URL, null, alice.jkt())));
    }
}
