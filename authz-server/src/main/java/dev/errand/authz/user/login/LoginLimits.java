package dev.errand.authz.user.login;

import java.time.Duration;

/**
 * How many failed logins there may be, and what follows.
 *
 * @param failures of one account, or in one known browser, before the first wait
 * @param failuresPerAddress from one source address, whichever accounts they are of, before the first wait
 * @param firstWait how long no attempt is looked at after that; doubled with each further failure
 * @param longestWait what the doubling ends at
 * @param forgetAfter how long after the end of the wait a failure still counts
 * @param hashesAtOnce how many passwords one node checks at the same time, at 19 MiB each
 * @param hashWait how long an attempt waits for its turn
 * @param deviceLife how long a browser is known after a login
 */
public record LoginLimits(int failures, int failuresPerAddress, Duration firstWait, Duration longestWait,
        Duration forgetAfter, int hashesAtOnce, Duration hashWait, Duration deviceLife) {

    private static final int MAX_COUNT = 1_000_000;

    public LoginLimits {
        requireCount("failures", failures);
        requireCount("failures-per-address", failuresPerAddress);
        requireCount("hashes-at-once", hashesAtOnce);
        if (!firstWait.isPositive() || longestWait.compareTo(firstWait) < 0 || forgetAfter.isNegative()
                || hashWait.isNegative() || deviceLife.isNegative()) {
            throw new IllegalArgumentException("a wait after failed logins is positive, and the longest one no shorter"
                    + " than the first");
        }
    }

    private static void requireCount(String name, int count) {
        if (count < 1 || count > MAX_COUNT) {
            throw new IllegalArgumentException(name + " is a number from 1 to " + MAX_COUNT);
        }
    }

    /** When a failure of now has certainly left no trace in what happens. */
    Duration traces() {
        return longestWait.plus(forgetAfter);
    }
}
