package dev.errand.authz.run.list;

import java.time.Instant;

/**
 * A place in the order of lists: newest first, and of those opened at the same time the greater id.
 *
 * @param openedAt when the run at this place was opened
 * @param runId its id
 */
public record RunPlace(Instant openedAt, String runId) {}
