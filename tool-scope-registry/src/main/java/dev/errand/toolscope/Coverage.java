package dev.errand.toolscope;

import java.util.Optional;

/** The answer to "does this lie inside that?". */
public sealed interface Coverage {

    /** It does, entirely. */
    record Covered() implements Coverage {}

    /** It does not: this is the first reason found, and a call that shows it. */
    record NotCovered(Violation violation, Counterexample counterexample) implements Coverage {}

    /** What lies outside, or nothing. */
    default Optional<Violation> refusal() {
        return switch (this) {
            case Covered() -> Optional.empty();
            case NotCovered(Violation violation, Counterexample example) -> Optional.of(violation);
        };
    }
}
