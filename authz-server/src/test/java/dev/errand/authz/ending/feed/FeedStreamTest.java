package dev.errand.authz.ending.feed;

import java.time.Instant;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import static org.assertj.core.api.Assertions.assertThat;

/** A reader that does not read keeps nobody waiting but the thread that writes to it. */
class FeedStreamTest {

    private static final Instant NOON = Instant.parse("2030-05-05T12:00:00Z");

    private final CountDownLatch reading = new CountDownLatch(1);
    private final CountDownLatch completed = new CountDownLatch(1);

    /** As one whose last event is stuck in the connection. */
    private final class Stuck extends SseEmitter {

        @Override
        public void complete() {
            try {
                reading.await();
            } catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
            }
            super.complete();
            completed.countDown();
        }
    }

    @Test
    @Timeout(60)
    void endsWithoutTheReader() throws Exception {
        FeedStream stream = new FeedStream("tool", new Stuck(), NOON, () -> "", () -> 0);
        assertThat(stream.quiet(NOON)).as("its time is over").isFalse();
        stream.close();
        assertThat(completed.getCount()).isOne();
        reading.countDown();
        completed.await();
    }
}
