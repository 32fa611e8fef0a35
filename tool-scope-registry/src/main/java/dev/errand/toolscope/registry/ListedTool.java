package dev.errand.toolscope.registry;

import java.time.Instant;

/**
 * A tool as lists show it.
 *
 * @param changedAt
 *            when it was registered as it is now
 * @param changedBy
 *            by whom
 */
public record ListedTool(RegisteredTool tool, Instant changedAt, String changedBy) {}
