package dev.errand.authz.session;

import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;

import dev.errand.authz.user.Users;

/**
 * Reads who is logged in from the session's row, by the cookie; nothing is ever kept in an {@code HttpSession}. The
 * framework asks when a request first needs to know, and that request is then the user's activity.
 */
final class CookieSecurityContext implements SecurityContextRepository {

    private final Sessions sessions;
    private final Users users;
    private final AdminPasskey passkey;
    private final SessionCookie cookie;

    CookieSecurityContext(Sessions sessions, Users users, AdminPasskey passkey, SessionCookie cookie) {
        this.sessions = sessions;
        this.users = users;
        this.passkey = passkey;
        this.cookie = cookie;
    }

    /** The framework's deferred loading is built on this method, deprecated or not. */
    @Override
    @SuppressWarnings("deprecation")
    public SecurityContext loadContext(HttpRequestResponseHolder holder) {
        SecurityContextImpl context = new SecurityContextImpl();
        authentication(holder.getRequest()).ifPresent(context::setAuthentication);
        return context;
    }

    private Optional<SessionAuthentication> authentication(HttpServletRequest request) {
        return cookie.read(request).flatMap(sessions::touch).flatMap(session -> users.login(session.subject())
                .filter(login -> login.account().enabled())
                .map(login -> SessionAuthentication.of(login, session, passkey)));
    }

    /** Nothing to do: {@link BrowserLogin} opens the session, and the row is the context. */
    @Override
    public void saveContext(SecurityContext context, HttpServletRequest request, HttpServletResponse response) {}

    @Override
    public boolean containsContext(HttpServletRequest request) {
        return cookie.read(request).isPresent();
    }
}
