package dev.errand.sample.agent.crash;

import java.io.IOException;
import java.io.UncheckedIOException;

import org.jspecify.annotations.Nullable;

/**
 * Brings an instance the answers to its requests, and loses the one that its trigger asks it to lose: what was carried
 * out just before a kill has its agent in doubt more often than the kill alone would. For one thread at a time.
 */
final class Wire {

    private @Nullable Trigger trigger;

    void under(@Nullable Trigger next) {
        trigger = next;
    }

    <T> T deliver(T answer) {
        if (trigger != null && trigger.losesAnswerOf(this)) {
            throw new LostAnswer();
        }
        return answer;
    }

    /** Thrown instead of an answer that there was. */
    static final class LostAnswer extends UncheckedIOException {

        private static final long serialVersionUID = 1;

        LostAnswer() {
            super(new IOException("The answer was lost on its way"));
        }

    }

}
