package dev.errand.toolscope.plan;

import java.util.Optional;

import dev.errand.toolscope.registry.EntryName;

/**
 * One difference between two documents.
 *
 * @param entry
 *            the tool, scope, composition or rule that differs
 * @param sentence
 *            what differs and which way it goes: {@code amount limit 50.00 → 80.00 USD: wider}
 * @param counterexample
 *            what is allowed now and was not: {@code amount 50.01 USD is allowed by the new version and not by the old
 *            one}; there is none unless it is wider
 */
public record PlannedChange(EntryName entry, String sentence, Direction direction, Optional<String> counterexample) {}
