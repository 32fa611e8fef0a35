package dev.errand.dpop.firstuse;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class InMemoryFirstUseTest extends FirstUseContract {

    private final InMemoryFirstUse store = new InMemoryFirstUse(3, clock);

    @Override
    FirstUse store() {
        return store;
    }

    @Test
    void refusesToAnswerRatherThanForgetALiveKey() {
        store.claim(key("a"), later(60));
        store.claim(key("b"), later(60));
        store.claim(key("c"), later(60));

        assertThatExceptionOfType(FirstUseUnavailable.class).isThrownBy(() -> store.claim(key("d"), later(60)));
        assertThat(store.claim(key("a"), later(60))).isFalse();
    }

    @Test
    void makesRoomOfWhatHasEnded() {
        store.claim(key("a"), later(10));
        store.claim(key("b"), later(10));
        store.claim(key("c"), later(60));
        clock.advance(Duration.ofSeconds(11));

        assertThat(store.claim(key("d"), later(60))).isTrue();
        assertThat(store.claim(key("c"), later(60))).isFalse();
        assertThat(store.claim(key("e"), later(60))).isTrue();
    }
}
