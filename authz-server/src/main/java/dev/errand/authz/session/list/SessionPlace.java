package dev.errand.authz.session.list;

import java.time.Instant;

/**
 * A place in the order of lists: newest first, and of those opened at the same time the greater {@code sid}.
 *
 * @param openedAt when the session at this place was opened
 * @param sid its {@code sid}
 */
public record SessionPlace(Instant openedAt, String sid) {}
