package dev.errand.authz.user;

/**
 * Published inside the transaction that leaves an account disabled: what a listener writes commits with it, and a
 * listener that throws undoes it. It comes before the account's row is written, so that sessions are locked before
 * users, and again after that for what was opened meanwhile; a listener does the same work any number of times.
 *
 * @param subject the user
 */
public record UserDisabled(String subject) {}
