package dev.errand.authz.session.upstream;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What a verified logout token says (OpenID Connect Back-Channel Logout 1.0 §2.4).
 *
 * @param issuer the provider
 * @param id its {@code jti}
 * @param subject whose sessions are over; null if only {@code sid} says
 * @param sid which session is over; null if all of the user's are
 * @param issuedAt when
 * @param end until when the token is good
 */
public record LogoutToken(String issuer, String id, @Nullable String subject, @Nullable String sid, Instant issuedAt,
        Instant end) {

    public LogoutToken {
        if (subject == null && sid == null) {
            throw new IllegalArgumentException("a logout token names a session or a user");
        }
    }
}
