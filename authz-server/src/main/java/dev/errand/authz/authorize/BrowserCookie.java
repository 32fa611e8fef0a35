package dev.errand.authz.authorize;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

import dev.errand.authz.endpoint.Secrets;
import dev.errand.authz.keys.Issuer;

/**
 * Tells browsers apart before anybody logged in, so that a {@code request_uri} stays with the browser that opened it
 * first. It says nothing about who sits there.
 */
@Component
final class BrowserCookie {

    private static final String NAME = "errand_browser";

    private final Secrets secrets;
    private final Issuer issuer;

    BrowserCookie(Secrets secrets, Issuer issuer) {
        this.secrets = secrets;
        this.issuer = issuer;
    }

    Optional<String> read(HttpServletRequest request) {
        return Stream.ofNullable(request.getCookies()).flatMap(Arrays::stream)
                .filter(cookie -> NAME.equals(cookie.getName())).map(Cookie::getValue).findFirst();
    }

    String readOrSet(HttpServletRequest request, HttpServletResponse response) {
        return read(request).orElseGet(() -> set(response));
    }

    private String set(HttpServletResponse response) {
        String browser = secrets.next();
        response.addHeader(HttpHeaders.SET_COOKIE, ResponseCookie.from(NAME, browser).httpOnly(true)
                .secure(issuer.isHttps()).sameSite("Lax").path("/").build().toString());
        return browser;
    }
}
