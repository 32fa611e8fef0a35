package dev.errand.authz.console.run.timeline;

import java.time.Instant;
import java.util.Locale;

/**
 * Something that happens at one time: a call.
 *
 * @param lane what it is drawn beside
 * @param span the id of the span that it is drawn on, if that is there
 * @param at when
 * @param sign what became of it
 * @param words what it is, for people
 */
public record Mark(String lane, String span, Instant at, Sign sign, String words) {

    /** What became of a call. Each has a shape of its own, so that nobody needs colours to tell them apart. */
    public enum Sign {
        /** A disc. */
        ALLOWED("m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z"),
        /** A cross. */
        REFUSED("m-4-4l8 8m0-8l-8 8"),
        /** A square. */
        FAILED("m-4-4h8v8h-8z"),
        /** A diamond. */
        UNKNOWN("m0-5l5 5l-5 5l-5-5z");

        private final String outline;

        Sign(String outline) {
            this.outline = outline;
        }

        /** The lower-case word, also the name of its class in the style sheet. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Its outline around this point, as path data of SVG. */
        public String path(int x, int y) {
            return "M" + x + " " + y + outline;
        }
    }
}
