package dev.errand.authz.run;

import java.time.Instant;

/**
 * The answer to a refresh, kept for a client that did not hear it.
 *
 * @param of the hash of the refresh token that was consumed for it
 * @param runToken the {@code jti} of the run token in it
 * @param sealed the answer, which the stored hash does not open
 * @param until when nobody may have it any more
 */
public record RepeatableAnswer(String of, String runToken, String sealed, Instant until) {

    @Override
    public String toString() {
        return "RepeatableAnswer[]";
    }
}
