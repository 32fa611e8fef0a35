package dev.errand.authz.console;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/**
 * A time as pages show it: in UTC, to the second. The browser adds its own time where it runs scripts.
 *
 * @param iso RFC 3339
 * @param text for people
 */
public record Moment(String iso, String text) {

    private static final DateTimeFormatter TEXT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'")
            .withZone(ZoneOffset.UTC);

    /** The text without its zone, for tables that name it. */
    public String brief() {
        return text.substring(0, text.lastIndexOf(' '));
    }

    /** The day alone. */
    public String day() {
        return text.substring(0, text.indexOf(' '));
    }

    /** The time of the day alone, without its zone. */
    public String time() {
        return text.substring(text.indexOf(' ') + 1, text.lastIndexOf(' '));
    }

    /** The moment of this instant. */
    public static Moment of(Instant instant) {
        return new Moment(instant.truncatedTo(ChronoUnit.SECONDS).toString(), TEXT.format(instant));
    }
}
