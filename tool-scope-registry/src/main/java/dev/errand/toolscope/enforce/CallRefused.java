package dev.errand.toolscope.enforce;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.errand.toolscope.CallFacts;

/** Carries a refusal past Spring MVC, which has no other way out of an advice, to {@link RefusalAnswers}. */
@SuppressWarnings("serial") // never serialised
final class CallRefused extends RuntimeException {

    private final Refusal refusal;
    private final @Nullable CallFacts call;

    CallRefused(Refusal refusal) {
        this(refusal, null);
    }

    CallRefused(Refusal refusal, @Nullable CallFacts call) {
        super(refusal.reason(), null, false, false);
        this.refusal = refusal;
        this.call = call;
    }

    Refusal refusal() {
        return refusal;
    }

    Optional<CallFacts> call() {
        return Optional.ofNullable(call);
    }
}
