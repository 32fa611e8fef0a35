package dev.errand.authz.authorize;

import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Component;

import dev.errand.authz.keys.Issuer;
import dev.errand.authz.secret.Secrets;
import dev.errand.authz.session.SessionCookie;

/**
 * Tells browsers apart before anybody logged in, so that a {@code request_uri} stays with the browser that opened it
 * first. It says nothing about who sits there.
 */
@Component
final class BrowserCookie {

    private final Secrets secrets;
    private final SessionCookie cookie;

    BrowserCookie(Secrets secrets, Issuer issuer) {
        this.secrets = secrets;
        this.cookie = SessionCookie.lasting("errand_browser", issuer.isHttps());
    }

    Optional<String> read(HttpServletRequest request) {
        return cookie.read(request);
    }

    String readOrSet(HttpServletRequest request, HttpServletResponse response) {
        return read(request).orElseGet(() -> set(response));
    }

    private String set(HttpServletResponse response) {
        String browser = secrets.next();
        cookie.write(response, browser);
        return browser;
    }
}
