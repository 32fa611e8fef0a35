package dev.errand.authz.session;

/**
 * Published when a session ends, inside the transaction that ends it: what a listener writes commits with the ending,
 * and a listener that throws undoes it.
 *
 * @param sid the session
 * @param reason why: {@code logout}, {@code replaced}, {@code idle}, {@code absolute}, {@code user_disabled},
 *        {@code kill_switch}, {@code upstream_logout} and the like where the provider's session behind it is over, or an
 *        administrator's word
 */
public record SessionEnded(String sid, String reason) {}
