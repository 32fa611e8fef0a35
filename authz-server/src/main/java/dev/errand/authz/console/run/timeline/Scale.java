package dev.errand.authz.console.run.timeline;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** From times to places. What lies outside of it is drawn at its edge. */
final class Scale {

    private static final int TICKS = 4;

    private final Instant from;
    private final long millis;
    private final int left;
    private final int right;

    Scale(Instant from, Instant to, int left, int right) {
        this.from = from;
        this.millis = Math.max(1, Duration.between(from, to).toMillis());
        this.left = left;
        this.right = right;
    }

    int x(Instant at) {
        long after = Math.clamp(Duration.between(from, at).toMillis(), 0L, millis);
        return left + (int) (after * (right - left) / millis);
    }

    List<Picture.Tick> ticks() {
        return IntStream.rangeClosed(0, TICKS).mapToObj(tick -> from.plusMillis(millis * tick / TICKS))
                .map(at -> new Picture.Tick(x(at), at)).toList();
    }
}
