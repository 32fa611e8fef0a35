package dev.errand.authz.admin;

import java.security.Principal;

import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.stereotype.Component;

import dev.errand.authz.session.AccessDenials;
import dev.errand.authz.session.SessionAuthentication;

/**
 * Who may do what at the administration API, the same for a browser's session and for an administrative client's token.
 * What is not listed is denied.
 */
@Component
public final class AdminRoutes {

    /** Everything of the API is below this path. */
    public static final String BASE = "/admin/api";

    private final ProblemWriter problems;
    private final Administrators administrators;
    private final AccessDenials denials;

    AdminRoutes(ProblemWriter problems, Administrators administrators, AccessDenials denials) {
        this.problems = problems;
        this.administrators = administrators;
        this.denials = denials;
    }

    /** Gives a chain the rules, and the form of the answer to whoever lacks the role. */
    public void authorize(HttpSecurity http) {
        http.exceptionHandling(handling -> handling
                .accessDeniedHandler((request, response, denied) -> {
                    denials.record(request, denied);
                    problems.write(response, problem(denied, request.getUserPrincipal()));
                }));
        http.authorizeHttpRequests(requests -> {
            Access.ALL.forEach(access -> access.methods().forEach(method -> requests
                    .requestMatchers(method, access.patterns()).access(administrators.with(access.roles()))));
            requests.anyRequest().denyAll();
        });
    }

    private static Problem problem(AccessDeniedException denied, @Nullable Principal caller) {
        if (denied instanceof CsrfException) {
            return Problem.csrf();
        }
        return caller instanceof SessionAuthentication login && login.needsPasskey()
                ? Problem.passkeyNeeded()
                : Problem.notAllowed();
    }
}
