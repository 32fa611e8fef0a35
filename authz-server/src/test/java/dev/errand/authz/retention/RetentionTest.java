package dev.errand.authz.retention;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RetentionTest {

    private static final Duration SHORTEST = Duration.ofHours(8);

    static List<List<Duration>> tooShort() {
        Duration less = SHORTEST.minusMillis(1);
        return List.of(List.of(less, SHORTEST, SHORTEST), List.of(SHORTEST, less, SHORTEST), List.of(SHORTEST, SHORTEST, less),
                List.of(Duration.ZERO, SHORTEST, SHORTEST), List.of(SHORTEST, SHORTEST, Duration.ofDays(-1)));
    }

    @ParameterizedTest
    @MethodSource("tooShort")
    void keepsNothingForLessThanARunMayLive(List<Duration> kept) {
        assertThatThrownBy(() -> new Retention(kept.get(0), kept.get(1), kept.get(2)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("8 h");
    }

    @Test
    void keepsForAsLongAsARunMayLive() {
        assertThat(new Retention(SHORTEST, SHORTEST, SHORTEST).runs()).isEqualTo(SHORTEST);
    }
}
