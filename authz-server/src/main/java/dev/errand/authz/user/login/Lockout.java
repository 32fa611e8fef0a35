package dev.errand.authz.user.login;

import java.time.Instant;
import java.util.Optional;

/**
 * Until when no password of an account is looked at, right or wrong.
 *
 * @param elsewhere in browsers that nobody knows; empty if it is looked at there
 * @param known in a browser that the user logged in with before, the longest of them; empty if it is in all of these
 */
public record Lockout(Optional<Instant> elsewhere, Optional<Instant> known) {

    /** Whether there is anything to unlock. */
    public boolean isLocked() {
        return elsewhere.isPresent() || known.isPresent();
    }
}
