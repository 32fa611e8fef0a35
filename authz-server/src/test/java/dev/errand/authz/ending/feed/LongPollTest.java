package dev.errand.authz.ending.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.springframework.http.ResponseEntity;
import org.springframework.web.context.request.async.DeferredResult;

import static org.assertj.core.api.Assertions.assertThat;

/** When a request that waits is answered, and with what. */
class LongPollTest {

    private static final Instant NOON = Instant.parse("2030-05-05T12:00:00Z");
    private static final ResponseEntity<Object> UNAVAILABLE = ResponseEntity.status(503).build();

    private final AtomicLong nanos = new AtomicLong();
    private final DeferredResult<ResponseEntity<Object>> result = new DeferredResult<>();
    private final LongPoll poll = new LongPoll("tool", FeedPage.quiet(7, NOON), page -> ResponseEntity.ok(page), UNAVAILABLE,
            result, nanos::get, Duration.ofSeconds(1).toNanos());

    private FeedPage answered() {
        assertThat(result.getResult()).isInstanceOf(ResponseEntity.class);
        return (FeedPage) ((ResponseEntity<?>) result.getResult()).getBody();
    }

    @Test
    void waitsWhileNothingIsNewAndThereIsTime() {
        assertThat(poll.quiet(NOON.plusSeconds(1))).isTrue();
        assertThat(poll.position()).isEqualTo(7);
        assertThat(result.hasResult()).isFalse();
    }

    /** Not after it: the next look would come too late. */
    @Test
    void isAnsweredBeforeItsTimeIsOverWithWhatWasSeenLast() {
        nanos.set(Duration.ofMillis(750).toNanos());
        assertThat(poll.quiet(NOON.plusSeconds(1))).isFalse();
        assertThat(answered()).isEqualTo(FeedPage.quiet(7, NOON.plusSeconds(1)));
    }

    @Test
    void isAnsweredAtOnceWithWhatIsNew() {
        FeedPage news = new FeedPage(9, NOON, List.of(new Revocation("c", "r", "admin", NOON, NOON.plusSeconds(60))), false);
        assertThat(poll.news(news)).isFalse();
        assertThat(answered()).isEqualTo(news);
    }

    @Test
    void waitsOnFromWhereNothingIsLeftToTell() {
        assertThat(poll.news(FeedPage.quiet(8, NOON))).isTrue();
        assertThat(poll.position()).isEqualTo(8);
        assertThat(result.hasResult()).isFalse();
    }

    @Test
    void isToldWhenTheFeedCannotBeRead() {
        assertThat(poll.failed()).isFalse();
        assertThat(result.getResult()).isEqualTo(UNAVAILABLE);
    }

    @Test
    void isLetGoWhenTheServerStops() {
        poll.close();
        assertThat(answered()).isEqualTo(FeedPage.quiet(7, NOON));
    }
}
