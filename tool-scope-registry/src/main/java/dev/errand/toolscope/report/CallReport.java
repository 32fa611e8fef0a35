package dev.errand.toolscope.report;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

import org.jspecify.annotations.Nullable;

/**
 * One call at this tool, as it is told to the ledger.
 *
 * @param executionId identifies the call at this tool; a report sent twice is recorded once
 * @param subject what it was about
 * @param outcome how it ended
 * @param reason the stable word for why it was refused or failed
 * @param startedAt when it arrived, to the microsecond
 * @param endedAt when it ended, to the microsecond
 */
public record CallReport(String executionId, CallSubject subject, Outcome outcome, @Nullable String reason,
        Instant startedAt, Instant endedAt) {

    /** Cuts the times to what every database keeps, so that a report is the same each time it is sent. */
    public CallReport {
        startedAt = startedAt.truncatedTo(ChronoUnit.MICROS);
        endedAt = endedAt.truncatedTo(ChronoUnit.MICROS);
    }
}
