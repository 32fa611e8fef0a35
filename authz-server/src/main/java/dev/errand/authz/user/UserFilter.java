package dev.errand.authz.user;

import java.util.Optional;

/**
 * Which accounts a list shows.
 *
 * @param search how the username, the name or the subject begins, in either case; empty for all
 * @param enabled only those that are enabled, or only those that are not
 */
public record UserFilter(String search, Optional<Boolean> enabled) {

    /** All of them. */
    public static final UserFilter ALL = new UserFilter("", Optional.empty());
}
