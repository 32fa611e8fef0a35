package dev.errand.authz.session;

/**
 * Another way to log in, as the login page shows it.
 *
 * @param path where it begins, on this host
 * @param name what is on the other side, in the operator's words
 */
public record LoginLink(String path, String name) {}
