package dev.errand.authz.ledger.search;

/**
 * A row and its place.
 *
 * @param position where it stands
 * @param entry what it says
 * @param <T> what kind of row it is
 */
public record Found<T>(Position position, T entry) {}
