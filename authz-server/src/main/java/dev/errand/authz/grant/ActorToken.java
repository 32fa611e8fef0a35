package dev.errand.authz.grant;

import java.time.Instant;

/**
 * What an actor token (RFC 8693 §2.1) turned out to say: who holds which key. Its use is taken later.
 *
 * @param jkt thumbprint of the key that signed it
 * @param jti what tells it from other tokens of that key
 * @param expiresAt its {@code exp}
 */
public record ActorToken(String jkt, String jti, Instant expiresAt) {}
