package dev.errand.authz.user.login;

import java.time.Duration;

import dev.errand.authz.user.UserAccount;

/** What became of an attempt to log in. */
public sealed interface LoginOutcome {

    /**
     * The user is who he says.
     *
     * @param device what the browser should send with the next attempt
     */
    record Accepted(UserAccount user, String device) implements LoginOutcome {

        @Override
        public String toString() {
            return "Accepted[user=" + user + "]";
        }
    }

    /** Unknown, disabled or wrong: nobody is told which. */
    record Refused() implements LoginOutcome {}

    /** Too many failures: the password was not looked at, right or wrong. */
    record Blocked(Duration retryAfter) implements LoginOutcome {}

    /** Too many others are being checked at this moment: the password was not looked at, and nothing is counted. */
    record Busy(Duration retryAfter) implements LoginOutcome {}
}
