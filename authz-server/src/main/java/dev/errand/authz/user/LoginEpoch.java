package dev.errand.authz.user;

/**
 * What a browser is known for once a user has logged in with it.
 *
 * @param subject the user
 * @param number raised with every change of the account's password, of its roles, and of whether it is enabled
 */
public record LoginEpoch(String subject, int number) {}
