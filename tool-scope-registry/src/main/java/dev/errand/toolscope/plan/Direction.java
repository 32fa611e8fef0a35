package dev.errand.toolscope.plan;

import java.util.Locale;

/** Which way authority goes with a change. */
public enum Direction {

    /** Less is allowed, and nothing more. */
    NARROWER,

    /** Something is allowed that was not; maybe something else no longer is. */
    WIDER,

    /** What is allowed stays the same. */
    NEITHER;

    /** The lower-case word in sentences and on the wire. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Direction of(boolean wider, boolean narrower) {
        if (wider) {
            return WIDER;
        }
        return narrower ? NARROWER : NEITHER;
    }
}
