package dev.errand.toolscope;

import java.util.Optional;

/** The answer to "does this lie inside that?". */
public sealed interface Coverage {

    /** It does, entirely. */
    record Covered() implements Coverage {}

    /** It does not, and this is the first reason found. */
    record NotCovered(Violation violation) implements Coverage {}

    /** What lies outside, or nothing. */
    default Optional<Violation> refusal() {
        return switch (this) {
            case Covered() -> Optional.empty();
            case NotCovered(Violation violation) -> Optional.of(violation);
        };
    }

    /** The answer that this finding stands for. */
    static Coverage without(Optional<Violation> violation) {
        return violation.<Coverage>map(NotCovered::new).orElseGet(Covered::new);
    }
}
