package dev.errand.toolscope.alive;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HeardRevocationsTest {

    private final FakeTime time = new FakeTime();
    private final HeardRevocations heard = time.heard(3);

    @Test
    void isStaleUntilItHasHeardEverythingOnce() {
        assertThat(heard.stale()).isTrue();
        heard.add(List.of(inAMinute("a")));
        assertThat(heard.stale()).isTrue();
        heard.completeAt(heard.now());
        assertThat(heard.stale()).isFalse();
    }

    @Test
    void growsStaleByTheTimeThatHasPassedSinceTheQuestion() {
        long asked = heard.now();
        time.pass(Duration.ofMillis(1500)); // the answer takes that long
        heard.completeAt(asked);
        time.pass(Duration.ofMillis(500));
        assertThat(heard.stale()).as("after exactly 2 s").isFalse();
        time.pass(Duration.ofNanos(1));
        assertThat(heard.stale()).isTrue();
        heard.completeAt(heard.now());
        assertThat(heard.stale()).isFalse();
    }

    @Test
    void noWallClockMakesItFreshOrStale() {
        heard.completeAt(heard.now());
        time.setWall(FakeTime.START.plus(Duration.ofDays(1)));
        assertThat(heard.stale()).isFalse();
        time.pass(Duration.ofSeconds(3));
        time.setWall(FakeTime.START.minus(Duration.ofDays(1)));
        assertThat(heard.stale()).isTrue();
    }

    @Test
    void knowsWhyACredentialIsNoLongerGoodAndNothingOfOthers() {
        heard.add(List.of(new Revocation("a", "session_ended", FakeTime.START.plusSeconds(60))));
        assertThat(heard.reason("a")).contains("session_ended");
        assertThat(heard.reason("b")).isEmpty();
        assertThat(heard.reason("A")).isEmpty();
    }

    @Test
    void forgetsACredentialWhenItHasExpiredForGoodAndNotBefore() {
        heard.add(List.of(inAMinute("a")));
        time.pass(Duration.ofSeconds(65));
        heard.add(List.of());
        assertThat(heard.reason("a")).as("expired, within the leeway").isPresent();
        time.pass(Duration.ofSeconds(61));
        heard.add(List.of());
        assertThat(heard.reason("a")).isEmpty();
    }

    @Test
    void hasNoRoomForMoreThanItMayRememberUntilSomeExpire() {
        assertThat(heard.add(IntStream.range(0, 3).mapToObj(i -> inAMinute("c" + i)).toList())).isTrue();
        assertThat(heard.add(List.of(inAMinute("c1")))).as("one that it has").isTrue();
        assertThat(heard.add(List.of(inAMinute("one-too-many")))).isFalse();
        assertThat(heard.reason("c0")).as("none makes room for it").isPresent();
        time.pass(Duration.ofMinutes(3));
        assertThat(heard.add(List.of(inAMinute("one-too-many")))).isTrue();
    }

    @Test
    void expiredOnesNeedNoRoom() {
        List<Revocation> longAgo = IntStream.range(0, 50)
                .mapToObj(i -> new Revocation("old" + i, "run_ended", Instant.EPOCH)).toList();
        assertThat(heard.add(longAgo)).isTrue();
        assertThat(heard.reason("old1")).isEmpty();
    }

    private Revocation inAMinute(String credentialId) {
        return new Revocation(credentialId, "run_ended", time.wall().plusSeconds(60));
    }
}
