package dev.errand.authz.config;

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
        http.authorizeHttpRequests(requests -> requests
                .requestMatchers("/login", "/errand.css", "/error", "/oauth2/authorize", "/oauth2/jwks",
                        "/.well-known/oauth-authorization-server", "/actuator/health", "/actuator/health/**")
                .permitAll().anyRequest().denyAll());
        return http.build();
    }
}
