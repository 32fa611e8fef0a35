package dev.errand.authz.user.login;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import dev.errand.authz.secret.Secrets;
import dev.errand.authz.user.LoginEpoch;
import dev.errand.authz.user.login.SealedWords.Purpose;

/**
 * What a browser keeps after a login, so that it is known again: an id, sealed for the account as it is. It is no proof of
 * anybody's identity and opens nothing; it only has failures of its own. Thread-safe.
 */
final class KnownDevices {

    private final SealedWords sealed;
    private final Secrets secrets;
    private final Duration life;

    KnownDevices(SealedWords sealed, Secrets secrets, Duration life) {
        this.sealed = sealed;
        this.secrets = secrets;
        this.life = life;
    }

    String next(LoginEpoch epoch, Instant now) {
        return sealed.seal(Purpose.KNOWN_DEVICE, secrets.nextShort(), now.plus(life), account(epoch));
    }

    /** The id of the browser, if it is known for this account. */
    Optional<String> id(String value, LoginEpoch epoch, Instant now) {
        return sealed.open(Purpose.KNOWN_DEVICE, value, now, account(epoch)).map(SealedWords.Opened::word);
    }

    private static String[] account(LoginEpoch epoch) {
        return new String[] {epoch.subject(), Integer.toString(epoch.number())};
    }
}
