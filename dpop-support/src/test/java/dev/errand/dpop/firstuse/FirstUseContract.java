package dev.errand.dpop.firstuse;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import dev.errand.dpop.SettableClock;

import static org.assertj.core.api.Assertions.assertThat;

/** What every store of first uses does. */
abstract class FirstUseContract {

    private static final int THREADS = 64;

    final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T12:00:00Z"));

    /** A store over the same data each time that it is asked for in one test: another node. */
    abstract FirstUse store();

    @Test
    void grantsAKeyOnce() {
        assertThat(store().claim(key("a"), later(60))).isTrue();
        assertThat(store().claim(key("a"), later(60))).isFalse();
        assertThat(store().claim(key("a"), later(600))).isFalse();
        assertThat(store().claim(key("b"), later(60))).isTrue();
    }

    @Test
    void keepsKindsApart() {
        UseKey proof = key("same");

        assertThat(store().claim(proof, later(60))).isTrue();
        assertThat(store().claim(new UseKey("assertion", proof.digest()), later(60))).isTrue();
        assertThat(store().claim(proof, later(60))).isFalse();
    }

    @Test
    void keepsAKeyUntilItsEnd() {
        assertThat(store().claim(key("a"), later(60))).isTrue();
        clock.advance(Duration.ofSeconds(60));
        assertThat(store().claim(key("b"), later(60))).isTrue();
        assertThat(store().claim(key("a"), later(60))).isFalse();
    }

    @RepeatedTest(5)
    void hasOneWinnerOfARace() throws Exception {
        UseKey key = key("raced");
        CyclicBarrier barrier = new CyclicBarrier(THREADS);
        List<Future<Boolean>> claims = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (int i = 0; i < THREADS; i++) {
                FirstUse node = store();
                claims.add(threads.submit(() -> {
                    barrier.await();
                    return node.claim(key, later(60));
                }));
            }
        }
        List<Boolean> outcomes = new ArrayList<>();
        for (Future<Boolean> claim : claims) {
            outcomes.add(claim.get());
        }
        assertThat(outcomes).hasSize(THREADS).containsOnlyOnce(true);
    }

    UseKey key(String part) {
        return UseKey.of("proof", part);
    }

    Instant later(long seconds) {
        return clock.instant().plusSeconds(seconds);
    }
}
