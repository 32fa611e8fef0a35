package dev.errand.toolscope.report;

import java.util.Locale;

/** How a call at a tool ended, as the ledger knows it. */
public enum Outcome {

    /** It was carried out. */
    ALLOWED,
    /** It was refused, without effect. */
    REFUSED,
    /** It was permitted but failed, without effect. */
    FAILED,
    /** It was permitted, and nobody can say whether it took effect. */
    UNKNOWN;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Outcome of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
