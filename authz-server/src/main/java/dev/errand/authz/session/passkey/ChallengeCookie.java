package dev.errand.authz.session.passkey;

import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Component;

import dev.errand.authz.keys.Issuer;
import dev.errand.authz.session.SessionCookie;

/** The cookie in which a browser keeps the challenge of its ceremony, from the beginning to the end of it. */
@Component
public final class ChallengeCookie {

    private final SessionCookie cookie;

    ChallengeCookie(Issuer issuer) {
        this.cookie = SessionCookie.passing("errand_passkey", Challenges.LIFE, issuer.isHttps());
    }

    /** Gives the browser the challenge to keep, and returns the options. */
    public String keep(Offer offer, HttpServletResponse response) {
        cookie.write(response, offer.challenge());
        return offer.options();
    }

    /** The challenge that the browser kept; it keeps it no longer. */
    public Optional<String> take(HttpServletRequest request, HttpServletResponse response) {
        Optional<String> challenge = cookie.read(request);
        cookie.clear(response);
        return challenge;
    }
}
