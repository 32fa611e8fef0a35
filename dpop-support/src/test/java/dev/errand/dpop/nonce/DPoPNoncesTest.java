package dev.errand.dpop.nonce;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.errand.dpop.SettableClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** RFC 9449 §8 and §9: nonces that only the server can make, for a short time, for one role. */
class DPoPNoncesTest {

    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T12:00:00Z"));
    private final DPoPNonces nonces = new DPoPNonces(key(1), "issuer", clock);

    @Test
    void acceptsItsNonceInItsMinuteAndTheNextOnly() {
        String nonce = nonces.issue();
        assertThat(nonces.accepts(nonce)).isTrue();
        clock.advance(Duration.ofSeconds(119));
        assertThat(nonces.accepts(nonce)).isTrue();
        clock.advance(Duration.ofSeconds(1));
        assertThat(nonces.accepts(nonce)).isFalse();
        assertThat(nonces.accepts(nonces.issue())).isTrue();
    }

    @Test
    void acceptsNoNonceOfTheFuture() {
        DPoPNonces ahead = new DPoPNonces(key(1), "issuer", () -> clock.instant().plusSeconds(60));

        assertThat(nonces.accepts(ahead.issue())).isFalse();
    }

    @Test
    void acceptsTheNonceOfAnotherNode() {
        assertThat(new DPoPNonces(key(1), "issuer", clock).accepts(nonces.issue())).isTrue();
    }

    @Test
    void acceptsNoNonceOfAnotherRoleOrKey() {
        assertThat(new DPoPNonces(key(1), "https://refunds.example", clock).accepts(nonces.issue())).isFalse();
        assertThat(new DPoPNonces(key(2), "issuer", clock).accepts(nonces.issue())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "=", "\ud800", "\u00e9"})
    void acceptsNothingElse(String nonce) {
        assertThat(nonces.accepts(nonce)).isFalse();
        assertThat(nonces.accepts(nonces.issue() + nonce + "x")).isFalse();
    }

    @Test
    void acceptsNoNonceWithOneBitFlipped() {
        String nonce = nonces.issue();
        for (int i = 0; i < nonce.length(); i++) {
            char[] flipped = nonce.toCharArray();
            flipped[i] = (char) (flipped[i] ^ 1);
            assertThat(nonces.accepts(new String(flipped))).isFalse();
        }
    }

    @Test
    void issuesWhatAHeaderCanHold() {
        assertThat(nonces.issue()).matches("[A-Za-z0-9_-]{43}");
    }

    @Test
    void wantsAWholeKey() {
        assertThatIllegalArgumentException().isThrownBy(() -> new DPoPNonces(new byte[31], "issuer", clock));
    }

    private static byte[] key(int fill) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) fill);
        return key;
    }
}
