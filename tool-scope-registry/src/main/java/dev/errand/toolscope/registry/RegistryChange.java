package dev.errand.toolscope.registry;

import java.time.Instant;

/**
 * One thing that changed.
 *
 * @param version
 *            the version that changed its state; 0 for a tool, which has none
 * @param state
 *            what it is now
 * @param at
 *            when, by the registry's clock
 */
public record RegistryChange(EntryName entry, int version, VersionState state, Change change, Instant at) {}
