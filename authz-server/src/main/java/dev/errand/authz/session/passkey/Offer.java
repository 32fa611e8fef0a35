package dev.errand.authz.session.passkey;

/**
 * The beginning of a ceremony.
 *
 * @param challenge what the browser keeps in a cookie until the end of it
 * @param options what the page's script hands to the authenticator, as JSON
 */
public record Offer(String challenge, String options) {}
