package dev.errand.authz.agent;

import java.time.Instant;

/**
 * A registration as it stands, with what a list or an editor needs besides.
 *
 * @param agent the client
 * @param revision counts the changes; a change says which one it was made for
 * @param changedAt when it was changed last
 * @param changedBy who did that
 */
public record AgentEntry(Agent agent, int revision, Instant changedAt, String changedBy) {}
