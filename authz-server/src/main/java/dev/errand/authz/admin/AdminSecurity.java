package dev.errand.authz.admin;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.savedrequest.NullRequestCache;

import dev.errand.authz.session.SessionSecurity;

/**
 * The administration API for browsers: the session of a user with the right role, and a CSRF token for every change.
 * Requests that carry a token are another chain's, where the cookie counts for nothing.
 */
@Configuration(proxyBeanMethods = false)
class AdminSecurity {

    private final ProblemWriter problems;

    AdminSecurity(ProblemWriter problems) {
        this.problems = problems;
    }

    @Bean
    @Order(21)
    SecurityFilterChain adminFilterChain(HttpSecurity http, SessionSecurity session, AdminRoutes routes) {
        http.securityMatcher(AdminRoutes.BASE + "/**");
        session.browser(http);
        http.requestCache(cache -> cache.requestCache(new NullRequestCache()));
        http.logout(AbstractHttpConfigurer::disable);
        http.exceptionHandling(handling -> handling
                .authenticationEntryPoint((_, response, _) -> problems.write(response, Problem.notLoggedIn())));
        routes.authorize(http);
        return http.build();
    }
}
