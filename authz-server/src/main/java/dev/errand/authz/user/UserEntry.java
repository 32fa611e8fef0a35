package dev.errand.authz.user;

import java.time.Instant;

/**
 * An account as it stands, with what a list or an editor needs besides; its password is no part of it.
 *
 * @param account the account
 * @param revision counts the changes; a change says which one it was made for
 * @param changedAt when it was changed last
 * @param changedBy who did that
 */
public record UserEntry(UserAccount account, int revision, Instant changedAt, String changedBy) {}
