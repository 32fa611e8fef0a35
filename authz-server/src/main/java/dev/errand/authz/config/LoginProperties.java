package dev.errand.authz.config;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import dev.errand.authz.session.AdminPasskey;
import dev.errand.authz.user.login.LoginLimits;

/**
 * The built-in login.
 *
 * @param failures how many wrong passwords for one account, or in one browser that is known for it, go before a wait
 * @param failuresPerAddress how many wrong passwords from one source address go before a wait, for whichever accounts;
 *        behind a proxy that the container is not told of ({@code server.forward-headers-strategy=native}), everybody
 *        has the proxy's address
 * @param firstWait how long after that no password is looked at, the right one neither; doubled with each further one
 * @param longestWait what the doubling ends at
 * @param forgetAfter how long after the end of the longest wait a wrong password still counts
 * @param hashesAtOnce how many passwords one node checks at the same time, each in 19 MiB of memory; beyond that, and
 *        after {@code hash-wait}, the answer is 503
 * @param hashWait how long a login waits for its turn to be checked
 * @param knownDevice how long a browser in which a user logged in has failures of its own, so that nobody elsewhere
 *        locks its user out
 * @param adminPasskey {@code required} if administrators and auditors have to log in with a passkey: with a password
 *        alone they may then register their first one, and nothing else
 */
@ConfigurationProperties("errand.login")
record LoginProperties(@DefaultValue("5") int failures, @DefaultValue("30") int failuresPerAddress,
        @DefaultValue("30s") Duration firstWait, @DefaultValue("15m") Duration longestWait,
        @DefaultValue("1h") Duration forgetAfter, @DefaultValue("4") int hashesAtOnce,
        @DefaultValue("1s") Duration hashWait, @DefaultValue("90d") Duration knownDevice,
        @DefaultValue("optional") AdminPasskey adminPasskey) {

    LoginLimits limits() {
        return new LoginLimits(failures, failuresPerAddress, firstWait, longestWait, forgetAfter, hashesAtOnce, hashWait,
                knownDevice);
    }
}
