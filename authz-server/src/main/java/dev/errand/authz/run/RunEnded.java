package dev.errand.authz.run;

import java.time.Instant;

/**
 * A run that ended.
 *
 * @param runId the run
 * @param sid its session
 * @param subject its user
 * @param clientId its agent
 * @param ending what ended it
 * @param at when
 */
public record RunEnded(String runId, String sid, String subject, String clientId, RunEnding ending, Instant at) {}
