package dev.errand.authz.ledger;

import java.util.Locale;
import java.util.Optional;

/** What a tool says became of a call. */
public enum Outcome {
    /** The credential was consumed and the handler succeeded. */
    ALLOWED,
    /** The tool refused the call; the handler did not run. */
    REFUSED,
    /** The handler ran and failed without effect. */
    FAILED,
    /** The handler may or may not have had its effect. */
    UNKNOWN;

    /** The word on the wire and in the ledger. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The outcome of this word, spelled exactly. */
    public static Optional<Outcome> of(String word) {
        for (Outcome outcome : values()) {
            if (outcome.word().equals(word)) {
                return Optional.of(outcome);
            }
        }
        return Optional.empty();
    }
}
