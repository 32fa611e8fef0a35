package dev.errand.authz.session;

import java.io.IOException;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.annotation.web.configurers.LogoutConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.stereotype.Component;

import dev.errand.authz.keys.Issuer;
import dev.errand.authz.user.Users;

/**
 * What a filter chain needs in order to know the browser's session. {@link #browser} is for every chain that browsers
 * reach; {@link #apply} adds the logout and is for one of them. The chain itself says who may reach
 * what, and lets everybody have {@code /login} and {@code /errand.css}.
 */
@Component
public final class SessionSecurity {

    /**
     * The {@code Content-Security-Policy} of every page. A page whose form leads to another origin, as the consent
     * form does by its redirect, sets the header itself and so replaces this one.
     */
    public static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    /** The page at which a user chooses another password. */
    public static final String PASSWORD = "/my/password";

    private final CookieSecurityContext context;
    private final SavedTarget target;
    private final CsrfTokenRepository csrf;
    private final SessionCookie cookie;
    private final Sessions sessions;
    private final AccessDenials denials;

    SessionSecurity(Sessions sessions, Users users, AdminPasskey passkey, AccessDenials denials, Issuer issuer) {
        this.denials = denials;
        this.cookie = SessionCookie.session(issuer.isHttps());
        this.context = new CookieSecurityContext(sessions, users, passkey, cookie);
        this.target = new SavedTarget(issuer.isHttps());
        this.csrf = csrf(issuer.isHttps());
        this.sessions = sessions;
    }

    private static CsrfTokenRepository csrf(boolean secure) {
        CookieCsrfTokenRepository repository = new CookieCsrfTokenRepository();
        repository.setCookieName(SessionCookie.csrf(secure).name());
        repository.setHeaderName("X-CSRF-TOKEN");
        repository.setCookiePath("/");
        repository.setCookieCustomizer(cookie -> cookie.httpOnly(true).secure(secure).sameSite("Lax"));
        return repository;
    }

    /**
     * Makes the chain know who is logged in: {@link SessionAuthentication} from the cookie, CSRF protection by a cookie
     * and the form field {@code _csrf} or the header {@code X-CSRF-TOKEN}, the login page as entry point, a row in the
     * ledger for what is denied, and the pages' headers. No {@code HttpSession} is made.
     */
    public void browser(HttpSecurity http) {
        http.sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
        http.securityContext(security -> security.securityContextRepository(context));
        http.requestCache(cache -> cache.requestCache(target));
        http.csrf(protection -> protection.csrfTokenRepository(csrf).csrfTokenRequestHandler(new CsrfTokens()));
        http.exceptionHandling(
                handling -> handling.authenticationEntryPoint(SessionSecurity::begin)
                        .accessDeniedHandler((request, response, denied) -> {
                            denials.record(request, denied);
                            response.sendError(HttpServletResponse.SC_FORBIDDEN);
                        }));
        http.headers(SessionSecurity::headers);
    }

    private static void begin(HttpServletRequest request, HttpServletResponse response, AuthenticationException needed)
            throws IOException, ServletException {
        String page = needed instanceof PasswordNeeded ? PASSWORD : LoginPage.PATH;
        new LoginUrlAuthenticationEntryPoint(page).commence(request, response, needed);
    }

    /** Sends a browser to where its user chooses a password, and remembers what it came for. */
    public void toPassword(HttpServletRequest request, HttpServletResponse response) throws IOException {
        target.saveRequest(request, response);
        response.sendRedirect(PASSWORD);
    }

    private static void headers(HeadersConfigurer<HttpSecurity> headers) {
        headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY));
        headers.referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER));
    }

    /** {@link #browser}, and the logout at {@code POST /logout}; the login is {@link LoginPage}'s. */
    public void apply(HttpSecurity http) {
        browser(http);
        http.logout(this::logout);
    }

    private void logout(LogoutConfigurer<HttpSecurity> logout) {
        logout.logoutUrl(LoginPage.LOGOUT).invalidateHttpSession(false).logoutSuccessUrl(LoginPage.LOGGED_OUT);
        logout.addLogoutHandler((request, response, _) -> {
            cookie.read(request).ifPresent(handle -> sessions.endPresented(handle, "logout"));
            cookie.clear(response);
        });
    }
}
