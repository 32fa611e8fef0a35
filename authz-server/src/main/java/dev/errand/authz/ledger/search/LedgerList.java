package dev.errand.authz.ledger.search;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The ledger's lists. */
public enum LedgerList {
    /** Reported calls with their issuances. */
    CALLS,
    /** Issued tokens. */
    ISSUANCES,
    /** Refused requests. */
    REFUSALS,
    /** Everything else, alarms among it. */
    EVENTS,
    /** Credentials of which no call was reported. */
    UNREPORTED;

    /** The word in paths and parameters. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The list of this word. */
    public static Optional<LedgerList> of(String word) {
        return Arrays.stream(values()).filter(list -> list.word().equals(word)).findFirst();
    }
}
