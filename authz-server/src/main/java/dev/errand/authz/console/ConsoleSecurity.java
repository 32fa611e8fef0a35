package dev.errand.authz.console;

import java.io.IOException;
import java.util.List;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
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

    private static final Set<String> READS = Set.of("GET", "HEAD");

    @Bean
    @Order(22)
    SecurityFilterChain consoleChain(HttpSecurity http, SessionSecurity session, AccessDenials denials) {
        http.securityMatcher("/", "/console", "/console/**", "/my/**");
        session.browser(http);
        http.logout(AbstractHttpConfigurer::disable);
        http.exceptionHandling(handling -> handling.accessDeniedHandler((request, response, denied) -> {
            denials.record(request, denied);
            deny(request, response);
        }));
        http.authorizeHttpRequests(requests -> {
            // What may be read may be asked for without its content (RFC 9110 §9.3.2).
            for (HttpMethod read : List.of(HttpMethod.GET, HttpMethod.HEAD)) {
                requests.requestMatchers(read, "/console", "/console/**").hasAnyRole("ADMIN", "AUDITOR")
                        .requestMatchers(read, "/", "/my/**").authenticated();
            }
            requests.requestMatchers(HttpMethod.POST, "/console/**").hasRole("ADMIN")
                    .requestMatchers(HttpMethod.POST, "/my/**").authenticated()
                    .anyRequest().denyAll();
        });
        return http.build();
    }

    /** Whoever may come in with a passkey alone is told so where passkeys are. */
    private static void deny(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (READS.contains(request.getMethod()) && request.getUserPrincipal() instanceof SessionAuthentication login
                && login.needsPasskey()) {
            response.sendRedirect(SECURITY);
        } else {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        }
    }
}
