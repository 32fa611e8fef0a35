package dev.errand.authz.console.run.timeline;

import java.time.Instant;

/**
 * Something that lasts: a credential under one of its scopes.
 *
 * @param lane what it is drawn beside
 * @param id what marks refer to it by
 * @param from its beginning
 * @param to its end
 * @param words what it is, for people
 */
public record Span(String lane, String id, Instant from, Instant to, String words) {}
