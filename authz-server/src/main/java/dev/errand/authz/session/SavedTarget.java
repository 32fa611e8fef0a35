package dev.errand.authz.session;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.security.web.savedrequest.SimpleSavedRequest;

/**
 * Remembers over the login which page the browser came for, in a cookie. The cookie can say anything, so it is believed
 * only if it names a path of this host, relative and without host part: nobody can be sent elsewhere by it. Requests
 * other than a page's GET are not remembered.
 */
final class SavedTarget implements RequestCache {

    private static final String NAME = "errand_target";
    private static final Duration LIFE = Duration.ofMinutes(15);
    private static final int MAX_LENGTH = 2700;

    /** One slash, then no second one nor what browsers take for one, then visible ASCII. */
    private static final Pattern LOCAL = Pattern.compile("/(?!/)[\\x21-\\x7e&&[^\\\\]]*");

    private final SessionCookie cookie;

    SavedTarget(boolean secure) {
        this.cookie = SessionCookie.passing(NAME, LIFE, secure);
    }

    @Override
    public void saveRequest(HttpServletRequest request, HttpServletResponse response) {
        String query = request.getQueryString();
        String target = request.getRequestURI() + (query == null ? "" : "?" + query);
        if (isPage(request) && isLocal(target)) {
            cookie.write(response,
                    Base64.getUrlEncoder().withoutPadding().encodeToString(target.getBytes(StandardCharsets.US_ASCII)));
        }
    }

    /** Browsers that say so fetch pictures and the like too; older ones do not say. What a script fetches is no page. */
    private static boolean isPage(HttpServletRequest request) {
        String destination = request.getHeader("Sec-Fetch-Dest");
        return "GET".equals(request.getMethod()) && !SessionSecurity.isByScript(request)
                && (destination == null || destination.equals("document"));
    }

    private static boolean isLocal(String target) {
        return target.length() <= MAX_LENGTH && LOCAL.matcher(target).matches();
    }

    @Override
    public @Nullable SavedRequest getRequest(HttpServletRequest request, HttpServletResponse response) {
        return cookie.read(request).flatMap(SavedTarget::decode).filter(SavedTarget::isLocal)
                .map(SimpleSavedRequest::new).orElse(null);
    }

    private static Optional<String> decode(String value) {
        try {
            return Optional.of(new String(Base64.getUrlDecoder().decode(value), StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException ex) {
            return Optional.empty();
        }
    }

    /** Never replays: the browser itself comes again. */
    @Override
    public @Nullable HttpServletRequest getMatchingRequest(HttpServletRequest request, HttpServletResponse response) {
        return null;
    }

    @Override
    public void removeRequest(HttpServletRequest request, HttpServletResponse response) {
        cookie.clear(response);
    }
}
