package dev.errand.authz.ledger.run;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Something of a run that has a time and no length: a refusal of this server, a run token, an event.
 *
 * @param kind what it is
 * @param at when
 * @param word the refusal's reason, the run token's trigger, the event's kind
 * @param scope the scope that a refusal was about
 * @param detail an event's detail, a refusal's parameter
 * @param alarm whether someone should look
 */
public record RunMoment(Kind kind, Instant at, String word, @Nullable String scope, @Nullable String detail,
        boolean alarm) {

    /** What it is. */
    public enum Kind {
        /** This server refused something. */
        REFUSAL,
        /** A run token was issued: the first one, or by a refresh. */
        RUN_TOKEN,
        /** An event. */
        EVENT
    }
}
