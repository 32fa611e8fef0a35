package dev.errand.authz.admin;

import java.security.Principal;
import java.time.InstantSource;

import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.stereotype.Component;

import dev.errand.authz.ledger.Ledger;
import dev.errand.authz.ledger.RefusalEntry;
import dev.errand.authz.session.AccessDenials;
import dev.errand.authz.session.SessionAuthentication;
import dev.errand.dpop.resourceserver.DPoPAuthenticationToken;

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
    private final Ledger ledger;
    private final InstantSource clock;

    AdminRoutes(ProblemWriter problems, Administrators administrators, AccessDenials denials, Ledger ledger,
            InstantSource clock) {
        this.denials = denials;
        this.problems = problems;
        this.administrators = administrators;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Gives a chain the rules, and the form of the answer to whoever lacks the role. */
    public void authorize(HttpSecurity http) {
        http.exceptionHandling(handling -> handling
                .accessDeniedHandler((request, response, denied) -> {
                    note(request.getUserPrincipal());
                    denials.record(request, denied);
                    problems.write(response, problem(denied, request.getUserPrincipal()));
                }));
        http.authorizeHttpRequests(requests -> {
            Access.ALL.forEach(access -> access.methods().forEach(method -> requests
                    .requestMatchers(method, access.patterns()).access(administrators.with(access.roles()))));
            requests.anyRequest().denyAll();
        });
    }

    /** A client's key reaches further than its role: that is worth a row. */
    private void note(@Nullable Principal caller) {
        if (caller instanceof DPoPAuthenticationToken client) {
            ledger.refusal(new RefusalEntry(clock.instant(), BASE, client.getToken().getClaimAsString("client_id"), null,
                    null, null, null, null, client.proof().jkt(), "access_denied", "role_missing", null, ""));
        }
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
