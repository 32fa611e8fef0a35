package dev.errand.authz.session.upstream;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Component;

import dev.errand.authz.keys.Issuer;
import dev.errand.authz.secret.Secrets;
import dev.errand.authz.session.SessionCookie;
import dev.errand.authz.user.login.LoginKey;
import dev.errand.authz.user.login.SealedWords;
import dev.errand.authz.user.login.SealedWords.Purpose;

/**
 * The states of logins that are under way. The browser keeps a secret in a sealed cookie, from which state, nonce and
 * code verifier are made again when it comes back: nothing of a login that is only begun is stored here. The seal names
 * the provider, so that an answer of one is no answer to a request to another. Thread-safe.
 */
@Component
final class LoginStates {

    /** The user may have to find a password and a second factor over there. */
    static final Duration LIFE = Duration.ofMinutes(15);

    private final LoginKey key;
    private final SealedWords sealed;
    private final Secrets secrets;
    private final InstantSource clock;
    private final SessionCookie cookie;

    LoginStates(LoginKey key, Secrets secrets, InstantSource clock, Issuer issuer) {
        this.key = key;
        this.sealed = new SealedWords(key);
        this.secrets = secrets;
        this.clock = clock;
        this.cookie = SessionCookie.passing("errand_upstream", LIFE, issuer.isHttps());
    }

    /** A new one for this provider, which the browser keeps in place of any other. */
    LoginState begin(UpstreamProvider provider, HttpServletResponse response) {
        String secret = secrets.next();
        Instant end = clock.instant().plus(LIFE).truncatedTo(ChronoUnit.SECONDS);
        cookie.write(response, sealed.seal(Purpose.UPSTREAM_LOGIN, secret, end, provider.id()));
        return state(provider, secret, end);
    }

    /** The one that this browser keeps for this provider, unless its time is over. */
    Optional<LoginState> of(UpstreamProvider provider, HttpServletRequest request) {
        return cookie.read(request)
                .flatMap(kept -> sealed.open(Purpose.UPSTREAM_LOGIN, kept, clock.instant(), provider.id()))
                .map(opened -> state(provider, opened.word(), opened.end()));
    }

    /** The browser keeps it no longer. */
    void forget(HttpServletResponse response) {
        cookie.clear(response);
    }

    private LoginState state(UpstreamProvider provider, String secret, Instant end) {
        return new LoginState(word("state", provider, secret), word("nonce", provider, secret),
                word("code verifier", provider, secret), end);
    }

    private String word(String what, UpstreamProvider provider, String secret) {
        return key.hash("upstream " + what + " " + provider.id(), secret);
    }
}
