package dev.errand.authz.session;

/**
 * Published when a session ends, inside the transaction that ends it: what a listener writes commits with the ending,
 * and a listener that throws undoes it.
 *
 * @param sid the session
 * @param ending what ended it
 */
public record SessionEnded(String sid, SessionEnding ending) {}
