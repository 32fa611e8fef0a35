package dev.errand.sample.agent.http;

import java.util.NoSuchElementException;

/** A request's outcome: what it was granted, or why it was refused. Refusals are expected here, so they are values. */
public sealed interface Reply<T> {

    /** The request was granted. */
    record Granted<T>(T value) implements Reply<T> {}

    /** The request was refused. */
    record Refused<T>(Refusal refusal) implements Reply<T> {}

    /**
     * The granted value, for a caller that cannot go on without it.
     *
     * @throws NoSuchElementException if the request was refused; the message says why
     */
    default T value(String what) {
        return switch (this) {
            case Granted<T>(T value) -> value;
            case Refused<T>(Refusal refusal) -> throw new NoSuchElementException(what + " was refused: " + refusal);
        };
    }

}
