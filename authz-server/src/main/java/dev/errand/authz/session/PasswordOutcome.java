package dev.errand.authz.session;

import java.time.Duration;

import org.springframework.web.servlet.View;

/** What became of a password that a user wanted to choose. */
public sealed interface PasswordOutcome {

    /**
     * It is the account's now.
     *
     * @param next where the browser goes
     */
    record Chosen(View next) implements PasswordOutcome {}

    /**
     * It cannot be a password.
     *
     * @param problem why, to be read after its name
     */
    record Unacceptable(String problem) implements PasswordOutcome {}

    /** The old password is not the account's. */
    record Wrong() implements PasswordOutcome {}

    /** The old password was not looked at: after too many wrong ones, or because too many others are. */
    record Later(Duration retryAfter, boolean busy) implements PasswordOutcome {}
}
