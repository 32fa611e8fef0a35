package dev.errand.toolscope;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Why one constraint does not cover another: a value of the inner one that the outer one does not hold, and the session
 * facts that make it so.
 */
record Gap(String reason, Fact value, Map<SessionFact, String> session) {

    static Optional<Gap> of(String reason, Fact value) {
        return Optional.of(new Gap(reason, value, Map.of()));
    }

    static Optional<Gap> notAllowed(Fact value) {
        return of(Violation.VALUE_NOT_ALLOWED, value);
    }

    Gap map(Function<Fact, Fact> around) {
        return new Gap(this.reason, around.apply(this.value), this.session);
    }
}
