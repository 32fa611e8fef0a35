package dev.errand.toolscope.alive;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** A wall clock and a monotonic one that go only when they are told to, and apart if they are. */
public final class FakeTime {

    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final AtomicReference<Instant> wall = new AtomicReference<>(START);
    private final AtomicLong nanos = new AtomicLong(-1_000);

    public Instant wall() {
        return wall.get();
    }

    public long nanos() {
        return nanos.get();
    }

    public void pass(Duration time) {
        wall.updateAndGet(now -> now.plus(time));
        nanos.addAndGet(time.toNanos());
    }

    public void setWall(Instant now) {
        wall.set(now);
    }

    /** Nothing heard yet, stale after 2 s. */
    public HeardRevocations heard(int most) {
        return new HeardRevocations(Duration.ofSeconds(2), most, this::wall, this::nanos);
    }
}
