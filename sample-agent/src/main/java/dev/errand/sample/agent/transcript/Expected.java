package dev.errand.sample.agent.transcript;

import dev.errand.sample.agent.http.Refusal;
import dev.errand.sample.agent.http.Reply;

/** How a line must come out. */
public sealed interface Expected {

    /** The request must be allowed. */
    record Allowed() implements Expected {}

    /** The request must be refused, for this one reason. */
    record Refused(String reason) implements Expected {}

    /** Whether {@code reply} is what was expected. */
    default boolean holds(Reply<?> reply) {
        return switch (this) {
            case Allowed allowed -> reply instanceof Reply.Granted<?>;
            case Refused(String reason) -> reply instanceof Reply.Refused<?>(Refusal refusal) && refusal.reason().equals(reason);
        };
    }

    /** The expectation in words. */
    default String words() {
        return switch (this) {
            case Allowed allowed -> "allowed";
            case Refused(String reason) -> "refused " + reason;
        };
    }

}
