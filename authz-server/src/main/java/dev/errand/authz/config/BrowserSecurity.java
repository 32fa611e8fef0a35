package dev.errand.authz.config;

import jakarta.servlet.DispatcherType;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

import dev.errand.authz.session.SessionSecurity;

/** The chain of browsers, and the last one: what no chain lets through is refused here. */
@Configuration(proxyBeanMethods = false)
class BrowserSecurity {

    @Bean
    @Order(100)
    SecurityFilterChain browserChain(HttpSecurity http, SessionSecurity sessions) {
        sessions.apply(http);
        // The error page is for errors alone: whoever asks for it by its path gets what any other path gets.
        http.authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR).permitAll()
                .requestMatchers("/login", "/logout", "/login/passkey", "/login/passkey/options", "/login/upstream/*",
                        "/login/upstream/*/callback", "/*.css", "/*.js", "/errand.svg",
                        "/webjars/htmx.org/2.0.10/dist/htmx*.min.js", "/oauth2/authorize",
                        "/oauth2/jwks",
                        "/.well-known/oauth-authorization-server", "/actuator/health", "/actuator/health/**")
                .permitAll().anyRequest().denyAll());
        return http.build();
    }
}
