package dev.errand.authz.session;

import java.time.Duration;

/**
 * How long a session lasts.
 *
 * @param idle its life after the user's last request
 * @param absolute its life after the login, whatever the user does; at most 24 h
 */
public record SessionLimits(Duration idle, Duration absolute) {

    private static final Duration CEILING = Duration.ofHours(24);

    public SessionLimits {
        if (!idle.isPositive() || idle.compareTo(absolute) > 0 || absolute.compareTo(CEILING) > 0) {
            throw new IllegalArgumentException("a session's idle life is positive and at most its absolute life,"
                    + " which is at most " + CEILING);
        }
    }
}
