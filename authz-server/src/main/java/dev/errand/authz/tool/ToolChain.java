package dev.errand.authz.tool;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/**
 * The chain of what tools ask for: no session, no cookie, no CSRF token. The endpoints authenticate the tool
 * themselves, because what it may report or see is decided per element.
 */
public final class ToolChain {

    private ToolChain() {}

    /** The chain of these paths. */
    public static SecurityFilterChain of(HttpSecurity http, String... paths) {
        http.securityMatcher(paths);
        http.csrf(AbstractHttpConfigurer::disable);
        http.logout(AbstractHttpConfigurer::disable);
        http.requestCache(AbstractHttpConfigurer::disable);
        http.sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
        http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll());
        return http.build();
    }
}
