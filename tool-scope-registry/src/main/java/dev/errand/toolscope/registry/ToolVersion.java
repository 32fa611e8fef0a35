package dev.errand.toolscope.registry;

import java.time.Instant;

/**
 * A tool as it was registered once.
 *
 * @param version
 *            counts from 1
 * @param tool
 *            what was registered
 * @param change
 *            by whom and why
 * @param at
 *            when
 */
public record ToolVersion(int version, RegisteredTool tool, Change change, Instant at) {}
