package dev.errand.authz.user.login;

import java.time.Duration;
import java.util.List;

/** Whether a password may be looked at. */
sealed interface Reservation {

    /**
     * It may, and counts as wrong until it is found to be right.
     *
     * @param blocked what this attempt was the last one of for now
     */
    record Granted(List<Counter> blocked) implements Reservation {}

    /** It may not. */
    record Denied(Duration delay) implements Reservation {}
}
