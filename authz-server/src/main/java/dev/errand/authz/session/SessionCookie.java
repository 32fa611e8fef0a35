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
 * A cookie of this server: HttpOnly, {@code SameSite=Lax}, for the whole host. Where browsers come over TLS it is
 * {@code Secure} and its name begins with {@code __Host-}, so that no other host of the domain and nobody on the way can
 * set it (RFC 6265bis §4.1.3.2). Of two cookies with its name, which only someone else can have set, neither is believed.
 */
public final class SessionCookie {

    private static final String HOST = "__Host-";

    static final String SESSION = "errand_session";

    private static final Duration UNTIL_BROWSER_CLOSES = Duration.ofSeconds(-1);

    private final String name;
    private final Duration maxAge;
    private final boolean secure;

    private SessionCookie(String name, Duration maxAge, boolean secure) {
        this.name = secure ? HOST + name : name;
        this.maxAge = maxAge;
        this.secure = secure;
    }

    /** The cookie that carries the session. */
    static SessionCookie session(boolean secure) {
        return new SessionCookie(SESSION, UNTIL_BROWSER_CLOSES, secure);
    }

    /** The cookie that the framework keeps its CSRF token in. */
    static SessionCookie csrf(boolean secure) {
        return new SessionCookie("errand_csrf", UNTIL_BROWSER_CLOSES, secure);
    }

    /** The cookie by which a browser is known in which its user logged in before. */
    static SessionCookie device(Duration life, boolean secure) {
        return new SessionCookie("errand_device", life, secure);
    }

    /** How the cookie is called in full. */
    String name() {
        return name;
    }

    /** A cookie that is of use until the browser is closed. */
    public static SessionCookie lasting(String name, boolean secure) {
        return new SessionCookie(name, UNTIL_BROWSER_CLOSES, secure);
    }

    /** A cookie that is of use for a while only. */
    public static SessionCookie passing(String name, Duration maxAge, boolean secure) {
        return new SessionCookie(name, maxAge, secure);
    }

    /** The cookie's value in this request. */
    public Optional<String> read(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies == null) {
            return Optional.empty();
        }
        List<String> values = Arrays.stream(cookies).filter(cookie -> cookie.getName().equals(name))
                .map(Cookie::getValue).toList();
        return values.size() == 1 ? Optional.ofNullable(values.getFirst()) : Optional.empty();
    }

    /** Gives the browser this value to keep. */
    public void write(HttpServletResponse response, String value) {
        response.addHeader(HttpHeaders.SET_COOKIE, cookie(value, maxAge));
    }

    /** Has the browser forget the cookie. */
    public void clear(HttpServletResponse response) {
        response.addHeader(HttpHeaders.SET_COOKIE, cookie("", Duration.ZERO));
    }

    private String cookie(String value, Duration age) {
        return ResponseCookie.from(name, value).httpOnly(true).sameSite("Lax").path("/").secure(secure).maxAge(age)
                .build().toString();
    }
}
