package dev.errand.toolscope.json;

import java.util.function.Function;

/** What became of reading something that others wrote. */
public sealed interface Parsed<T> {

    /** It was well-formed. */
    record Value<T>(T value) implements Parsed<T> {}

    /**
     * It was not.
     *
     * @param member
     *            where, such as {@code authorization_details[0].limits.amount.max}; empty for the whole document
     * @param problem
     *            a sentence without its subject; never repeats what was sent
     */
    record Malformed<T>(String member, String problem) implements Parsed<T> {}

    /** Reads on from what was read, unless that was malformed. */
    default <R> Parsed<R> then(Function<? super T, Parsed<R>> next) {
        return switch (this) {
            case Value<T>(T value) -> next.apply(value);
            case Malformed<T>(String member, String problem) -> new Malformed<>(member, problem);
        };
    }
}
