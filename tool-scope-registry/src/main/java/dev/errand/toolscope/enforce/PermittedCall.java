package dev.errand.toolscope.enforce;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.errand.toolscope.report.CallReport;
import dev.errand.toolscope.report.CallSubject;
import dev.errand.toolscope.report.Outcome;
import dev.errand.toolscope.use.UseRequest;

/** A call that its credential covers: all that is left to do is to claim the use and to carry it out. */
record PermittedCall(String executionId, CallSubject subject, UseRequest use, Instant startedAt) {

    CallReport report(Outcome outcome, @Nullable String reason, Instant endedAt) {
        return new CallReport(executionId, subject, outcome, reason, startedAt, endedAt);
    }
}
