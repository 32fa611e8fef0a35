package dev.errand.authz.user;

/**
 * Published inside the transaction that gives an account another password or other roles: whoever is logged in has to
 * do so again. It comes before the account's row is written and again after that, like {@link UserDisabled}.
 *
 * @param subject the user
 */
public record LoginChanged(String subject) {}
