package dev.errand.sample.agent.transcript;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times of day for people, in UTC. */
public final class UtcTime {

    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    private UtcTime() {}

    /** The time of day to the second, such as {@code 15:04:05Z}. */
    public static String second(Instant instant) {
        return SECOND.format(instant);
    }

}
