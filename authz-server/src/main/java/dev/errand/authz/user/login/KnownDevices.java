package dev.errand.authz.user.login;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.errand.authz.user.LoginEpoch;

/**
 * What a browser keeps after a login, so that it is known again: an id, an end and a keyed hash of both and of the
 * account as it is. It is no proof of anybody's identity and opens nothing; it only has failures of its own. Thread-safe.
 */
final class KnownDevices {

    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9_-]{22})\\.([0-9]{1,12})\\.([A-Za-z0-9_-]{43})");
    private static final int ID_BYTES = 16;

    private final LoginKey key;
    private final SecureRandom random;
    private final Duration life;

    KnownDevices(LoginKey key, SecureRandom random, Duration life) {
        this.key = key;
        this.random = random;
        this.life = life;
    }

    String next(LoginEpoch epoch, Instant now) {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        String end = Long.toString(now.plus(life).getEpochSecond());
        return id + "." + end + "." + seal(epoch, id, end);
    }

    /** The id of the browser, if it is known for this account. */
    Optional<String> id(String value, LoginEpoch epoch, Instant now) {
        Matcher form = FORM.matcher(value);
        if (!form.matches() || Long.parseLong(form.group(2)) <= now.getEpochSecond()) {
            return Optional.empty();
        }
        String expected = seal(epoch, form.group(1), form.group(2));
        return MessageDigest.isEqual(ascii(expected), ascii(form.group(3)))
                ? Optional.of(form.group(1))
                : Optional.empty();
    }

    private String seal(LoginEpoch epoch, String id, String end) {
        return key.hash("device", epoch.subject(), Integer.toString(epoch.number()), id, end);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
