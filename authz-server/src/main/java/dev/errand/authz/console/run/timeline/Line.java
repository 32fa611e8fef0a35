package dev.errand.authz.console.run.timeline;

import java.time.Instant;

/**
 * A time that concerns every lane: a refresh, the end.
 *
 * @param at when
 * @param kind the name of its class in the style sheet
 * @param words what it is, for people
 */
public record Line(Instant at, String kind, String words) {}
