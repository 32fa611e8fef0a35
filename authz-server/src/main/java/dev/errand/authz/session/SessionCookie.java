package dev.errand.authz.session;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/**
 * A cookie of this server: HttpOnly, {@code SameSite=Lax}, for the whole host, {@code Secure} where browsers come over
 * TLS. Of two cookies with its name, which only someone else can have set, neither is believed.
 */
final class SessionCookie {

    static final String SESSION = "errand_session";

    private static final Duration UNTIL_BROWSER_CLOSES = Duration.ofSeconds(-1);

    private final String name;
    private final Duration maxAge;
    private final boolean secure;

    private SessionCookie(String name, Duration maxAge, boolean secure) {
        this.name = name;
        this.maxAge = maxAge;
        this.secure = secure;
    }

    /** The cookie that carries the session. */
    static SessionCookie session(boolean secure) {
        return new SessionCookie(SESSION, UNTIL_BROWSER_CLOSES, secure);
    }

    /** A cookie that is of use for a while only. */
    static SessionCookie passing(String name, Duration maxAge, boolean secure) {
        return new SessionCookie(name, maxAge, secure);
    }

    Optional<String> read(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies == null) {
            return Optional.empty();
        }
        List<String> values = Arrays.stream(cookies).filter(cookie -> cookie.getName().equals(name))
                .map(Cookie::getValue).toList();
        return values.size() == 1 ? Optional.ofNullable(values.getFirst()) : Optional.empty();
    }

    void write(HttpServletResponse response, String value) {
        response.addHeader(HttpHeaders.SET_COOKIE, cookie(value, maxAge));
    }

    void clear(HttpServletResponse response) {
        response.addHeader(HttpHeaders.SET_COOKIE, cookie("", Duration.ZERO));
    }

    private String cookie(String value, Duration age) {
        return ResponseCookie.from(name, value).httpOnly(true).sameSite("Lax").path("/").secure(secure).maxAge(age)
                .build().toString();
    }
}
