package dev.errand.authz.admin;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.savedrequest.NullRequestCache;

import dev.errand.authz.session.SessionSecurity;
import dev.errand.authz.user.Role;

/**
 * The chain of the administration API: the browser's session with the right role, a CSRF token for every change, no
 * tokens. What is not listed is denied.
 */
@Configuration(proxyBeanMethods = false)
class AdminSecurity {

    static final String BASE = "/admin/api";

    private final ProblemWriter problems;

    AdminSecurity(ProblemWriter problems) {
        this.problems = problems;
    }

    @Bean
    @Order(21)
    SecurityFilterChain adminFilterChain(HttpSecurity http, SessionSecurity session) {
        http.securityMatcher(BASE + "/**");
        session.browser(http);
        http.requestCache(cache -> cache.requestCache(new NullRequestCache()));
        http.logout(AbstractHttpConfigurer::disable);
        http.addFilterBefore(new NoTokenFilter(problems), SecurityContextHolderFilter.class);
        http.exceptionHandling(handling -> handling
                .authenticationEntryPoint((_, response, _) -> problems.write(response, Problem.notLoggedIn()))
                .accessDeniedHandler((_, response, denied) -> problems.write(response, problem(denied))));
        http.authorizeHttpRequests(requests -> requests
                .requestMatchers(HttpMethod.GET, LedgerController.PATH)
                .access(new SessionRole(Role.ADMIN, Role.AUDITOR))
                .requestMatchers(HttpMethod.POST, RunController.REVOKE)
                .access(new SessionRole(Role.ADMIN))
                .anyRequest().denyAll());
        return http.build();
    }

    private static Problem problem(AccessDeniedException denied) {
        return denied instanceof CsrfException ? Problem.csrf() : Problem.notAllowed();
    }
}
