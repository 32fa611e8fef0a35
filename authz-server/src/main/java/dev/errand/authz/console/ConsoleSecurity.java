package dev.errand.authz.console;

import java.io.IOException;
import java.util.function.Predicate;
import java.util.function.Supplier;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

import dev.errand.authz.session.AccessDenials;
import dev.errand.authz.session.SessionAuthentication;
import dev.errand.authz.session.SessionSecurity;

/**
 * Who may reach the console: administrators all of it, auditors what reads, every user what is under {@code /my}. What a
 * page sends with GET changes nothing, so the method says which is which. Who has to choose a password reaches that page alone.
 */
@Configuration(proxyBeanMethods = false)
class ConsoleSecurity {

    static final String SECURITY = "/my/security";

    @Bean
    @Order(22)
    SecurityFilterChain consoleChain(HttpSecurity http, SessionSecurity session, AccessDenials denials) {
        http.securityMatcher("/", "/console", "/console/**", "/my/**");
        session.browser(http);
        http.logout(AbstractHttpConfigurer::disable);
        http.exceptionHandling(handling -> handling.accessDeniedHandler((request, response, denied) -> {
            if (request.getMethod().equals("GET") && has(request, SessionAuthentication::needsPassword)) {
                session.toPassword(request, response);
            } else {
                denials.record(request, denied);
                deny(request, response);
            }
        }));
        http.authorizeHttpRequests(requests -> requests
                .requestMatchers(HttpMethod.GET, "/console", "/console/**").hasAnyRole("ADMIN", "AUDITOR")
                .requestMatchers(HttpMethod.POST, "/console/**").hasRole("ADMIN")
                .requestMatchers(HttpMethod.GET, SessionSecurity.PASSWORD).authenticated()
                .requestMatchers(HttpMethod.POST, SessionSecurity.PASSWORD).authenticated()
                .requestMatchers(HttpMethod.GET, "/", "/my/**").access(ConsoleSecurity::settled)
                .requestMatchers(HttpMethod.POST, "/my/**").access(ConsoleSecurity::settled)
                .anyRequest().denyAll());
        return http.build();
    }

    /** Whoever is logged in and has nothing to do before everything else. */
    private static AuthorizationDecision settled(Supplier<? extends Authentication> caller, RequestAuthorizationContext request) {
        return new AuthorizationDecision(caller.get() instanceof SessionAuthentication login && !login.needsPassword());
    }

    private static boolean has(HttpServletRequest request, Predicate<SessionAuthentication> need) {
        return request.getUserPrincipal() instanceof SessionAuthentication login && need.test(login);
    }

    /** Whoever may come in with a passkey alone is told so where passkeys are. */
    private static void deny(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getMethod().equals("GET") && has(request, SessionAuthentication::needsPasskey)) {
            response.sendRedirect(SECURITY);
        } else {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        }
    }
}
