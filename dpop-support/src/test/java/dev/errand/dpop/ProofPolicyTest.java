package dev.errand.dpop;

import java.time.Duration;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ProofPolicyTest {

    @Test
    void defaultsToOneMinuteFiveSecondsAndEs256() {
        ProofPolicy policy = ProofPolicy.standard(null);

        assertThat(policy).isEqualTo(
                new ProofPolicy(Duration.ofSeconds(60), Duration.ofSeconds(5), null, Set.of("ES256")));
    }

    @Test
    void refusesWhatWouldAcceptNothingOrTooMuch() {
        Duration second = Duration.ofSeconds(1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ProofPolicy(Duration.ZERO, second, null, Set.of("ES256")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ProofPolicy(second, Duration.ofSeconds(-1), null, Set.of("ES256")));
        assertThatIllegalArgumentException().isThrownBy(() -> new ProofPolicy(second, second, null, Set.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ProofPolicy(second, second, null, Set.of("ES256", "none")));
    }
}
