package dev.errand.authz.console;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;

import dev.errand.authz.session.AccessDenials;
import dev.errand.authz.session.SessionAuthentication;
import dev.errand.authz.session.SessionSecurity;

/**
 * Who may reach the console: administrators all of it, auditors what reads, every user what is under {@code /my}. What a
 * page sends with GET changes nothing, so the method says which is which.
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
            denials.record(request, denied);
            deny(request, response, denied);
        }));
        http.authorizeHttpRequests(requests -> requests
                .requestMatchers(HttpMethod.GET, "/console", "/console/**").hasAnyRole("ADMIN", "AUDITOR")
                .requestMatchers(HttpMethod.POST, "/console/**").hasRole("ADMIN")
                .requestMatchers(HttpMethod.GET, "/", "/my/**").authenticated()
                .requestMatchers(HttpMethod.POST, "/my/**").authenticated()
                .anyRequest().denyAll());
        return http.build();
    }

    /** Whoever may come in with a passkey alone is told so where passkeys are. */
    private static void deny(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        if (request.getMethod().equals("GET") && request.getUserPrincipal() instanceof SessionAuthentication login
                && login.needsPasskey() && !SessionSecurity.isByScript(request)) {
            response.sendRedirect(SECURITY);
        } else {
            SessionSecurity.forbid(request, response, denied);
        }
    }
}
