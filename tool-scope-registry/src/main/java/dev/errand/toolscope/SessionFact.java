package dev.errand.toolscope;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A fact that is known of every call before it is made: for whom it is made, and by whom. */
public enum SessionFact {

    /** The user whose authority is lent: the {@code sub} of the credential. */
    SUBJECT,

    /** The agent that acts: the {@code client_id} of the credential. */
    AGENT;

    /** The lower-case word in documents and on the wire. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The fact of that word, compared exactly. */
    public static Optional<SessionFact> parse(String word) {
        return Stream.of(values()).filter(fact -> fact.word().equals(word)).findFirst();
    }
}
