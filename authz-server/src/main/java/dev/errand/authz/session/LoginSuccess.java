package dev.errand.authz.session;

import java.io.IOException;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.savedrequest.SavedRequest;

import dev.errand.authz.user.UserAccount;

/**
 * Opens a session under a new id and a new cookie, ends the one that this browser had, and sends the browser on to what
 * it came for.
 */
final class LoginSuccess implements AuthenticationSuccessHandler {

    private final Sessions sessions;
    private final SessionCookie cookie;
    private final SavedTarget target;

    LoginSuccess(Sessions sessions, SessionCookie cookie, SavedTarget target) {
        this.sessions = sessions;
        this.cookie = cookie;
        this.target = target;
    }

    @Override
    public void onAuthenticationSuccess(HttpServletRequest request, HttpServletResponse response,
            Authentication authentication) throws IOException {
        if (!(authentication.getPrincipal() instanceof UserAccount user)) {
            throw new IllegalStateException("the login form is checked against the built-in accounts");
        }
        cookie.read(request).ifPresent(handle -> sessions.endPresented(handle, "replaced"));
        Optional<NewSession> opened = sessions.open(user.subject());
        if (opened.isEmpty()) {
            response.sendRedirect(LoginPage.FAILED);
            return;
        }
        cookie.write(response, opened.get().handle());
        SavedRequest saved = target.getRequest(request, response);
        target.removeRequest(request, response);
        response.sendRedirect(saved == null ? LoginPage.PATH : saved.getRedirectUrl());
    }
}
