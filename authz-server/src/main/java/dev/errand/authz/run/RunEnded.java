package dev.errand.authz.run;

import java.time.Instant;

/**
 * Published when a run ends, inside the transaction that ends it and under the lock of the run's row: what a listener
 * writes commits with the ending, and a listener that throws undoes it.
 *
 * @param runId the run
 * @param sid its session
 * @param subject its user
 * @param clientId its agent
 * @param ending what ended it
 * @param at when
 */
public record RunEnded(String runId, String sid, String subject, String clientId, RunEnding ending, Instant at) {}
