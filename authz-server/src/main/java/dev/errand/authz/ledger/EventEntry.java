package dev.errand.authz.ledger;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Something that happened besides an issuance, a refusal or a tool call: a consent, an ending, a registration, an
 * alarm.
 *
 * @param at when
 * @param kind one word, for example {@code session_ended}
 * @param runId the run concerned
 * @param session the session concerned
 * @param subject the user concerned
 * @param agent the agent concerned
 * @param detail small JSON or words, cut at 4096 characters; never a secret
 * @param alarm whether someone should look
 */
public record EventEntry(Instant at, String kind, @Nullable String runId, @Nullable String session,
        @Nullable String subject, @Nullable String agent, String detail, boolean alarm) {

    private static final int MAX_DETAIL = 4096;

    public EventEntry {
        detail = Printable.clipPresent(detail, MAX_DETAIL);
    }
}
