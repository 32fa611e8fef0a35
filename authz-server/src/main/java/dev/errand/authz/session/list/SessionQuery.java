package dev.errand.authz.session.list;

import org.jspecify.annotations.Nullable;

/**
 * Which sessions to list; a filter that is null selects everything.
 *
 * @param live sessions that are live now, or those that are over
 * @param subject sessions of this user
 */
public record SessionQuery(@Nullable Boolean live, @Nullable String subject) {}
