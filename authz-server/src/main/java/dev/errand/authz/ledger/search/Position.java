package dev.errand.authz.ledger.search;

import java.time.Instant;

/**
 * A row's place in the ledger.
 *
 * @param at when the ledger wrote it
 * @param number tells rows of the same time apart
 */
public record Position(Instant at, long number) {}
