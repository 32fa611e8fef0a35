package dev.errand.authz.session.upstream;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Component;

import dev.errand.authz.keys.Issuer;
import dev.errand.authz.session.SessionCookie;
import dev.errand.authz.user.login.LoginKey;

/**
 * The states of logins that are under way. The browser keeps a secret in a sealed cookie, from which state, nonce and
 * code verifier are made again when it comes back: nothing of a login that is only begun is stored here. The seal names
 * the provider, so that an answer of one is no answer to a request to another. Thread-safe.
 */
@Component
final class LoginStates {

    /** The user may have to find a password and a second factor over there. */
    static final Duration LIFE = Duration.ofMinutes(15);

    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9_-]{43})\\.([0-9]{1,12})\\.([A-Za-z0-9_-]{43})");
    private static final int BYTES = 32;

    private final LoginKey key;
    private final SecureRandom random;
    private final InstantSource clock;
    private final SessionCookie cookie;

    LoginStates(LoginKey key, SecureRandom random, InstantSource clock, Issuer issuer) {
        this.key = key;
        this.random = random;
        this.clock = clock;
        this.cookie = SessionCookie.passing("errand_upstream", LIFE, issuer.isHttps());
    }

    /** A new one for this provider, which the browser keeps in place of any other. */
    LoginState begin(UpstreamProvider provider, HttpServletResponse response) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Instant end = Instant.ofEpochSecond(clock.instant().plus(LIFE).getEpochSecond());
        String until = Long.toString(end.getEpochSecond());
        cookie.write(response, secret + "." + until + "." + word("seal", provider, secret, until));
        return state(provider, secret, end);
    }

    /** The one that this browser keeps for this provider, unless its time is over. */
    Optional<LoginState> of(UpstreamProvider provider, HttpServletRequest request) {
        return cookie.read(request).map(FORM::matcher).filter(Matcher::matches).flatMap(form -> open(provider, form));
    }

    private Optional<LoginState> open(UpstreamProvider provider, Matcher form) {
        String expected = word("seal", provider, form.group(1), form.group(2));
        Instant end = Instant.ofEpochSecond(Long.parseLong(form.group(2)));
        boolean sealed = MessageDigest.isEqual(ascii(expected), ascii(form.group(3)));
        return sealed && clock.instant().isBefore(end) ? Optional.of(state(provider, form.group(1), end)) : Optional.empty();
    }

    /** The browser keeps it no longer. */
    void forget(HttpServletResponse response) {
        cookie.clear(response);
    }

    private LoginState state(UpstreamProvider provider, String secret, Instant end) {
        return new LoginState(word("state", provider, secret), word("nonce", provider, secret),
                word("code verifier", provider, secret), end);
    }

    private String word(String what, UpstreamProvider provider, String... words) {
        return key.hash("upstream " + what + " " + provider.id(), words);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
