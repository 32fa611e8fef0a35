package dev.errand.sample.agent.http;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PollTest {

    @Test
    void asksUntilThereIsAnAnswer() {
        AtomicInteger asked = new AtomicInteger();
        Optional<Integer> answer = Poll.until(Duration.ofSeconds(20),
                () -> Optional.of(asked.incrementAndGet()).filter(n -> n == 3));
        assertThat(answer).contains(3);
    }

    @Test
    void returnsNothingAtTheDeadline() {
        assertThat(Poll.until(Duration.ofMillis(50), Optional::empty)).isEmpty();
    }

    @Test
    void throwsWhatTheQuestionThrows() {
        assertThatThrownBy(() -> Poll.until(Duration.ofSeconds(20), () -> {
            throw new IllegalStateException("dead");
        })).isInstanceOf(IllegalStateException.class).hasMessage("dead");
    }

}
