package dev.errand.authz.user;

/**
 * An account, and whose its password is.
 *
 * @param account the account
 * @param password whose its password is
 */
public record AccountLogin(UserAccount account, PasswordState password) {}
