package dev.errand.authz.session;

import java.time.InstantSource;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.stereotype.Component;

import dev.errand.authz.ledger.Ledger;
import dev.errand.authz.ledger.RefusalEntry;

/** What was denied to browsers in which somebody is logged in, in the ledger: a row each. Of others nothing is written. */
@Component
public final class AccessDenials {

    private final Ledger ledger;
    private final InstantSource clock;

    AccessDenials(Ledger ledger, InstantSource clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Records the denial, whoever answers it. */
    public void record(HttpServletRequest request, AccessDeniedException denied) {
        if (SecurityContextHolder.getContext().getAuthentication() instanceof SessionAuthentication login) {
            ledger.refusal(new RefusalEntry(clock.instant(), area(request), null, null, login.session().sid(), login.getName(),
                    null, null, null, "access_denied", reason(login, denied), null, ""));
        }
    }

    private static String reason(SessionAuthentication login, AccessDeniedException denied) {
        if (denied instanceof CsrfException) {
            return "csrf_token_missing";
        }
        if (login.needsPassword()) {
            return "password_change_required";
        }
        return login.needsPasskey() ? "passkey_required" : "role_missing";
    }

    /** The first part of the path, by which the request came to its chain: the rest of it is what somebody typed. */
    private static String area(HttpServletRequest request) {
        String path = request.getServletPath();
        int end = path.indexOf('/', 1);
        return end < 0 ? path : path.substring(0, end);
    }
}
