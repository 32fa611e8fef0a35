package dev.errand.authz.session;

import java.time.InstantSource;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.stereotype.Component;

import dev.errand.authz.ledger.Ledger;
import dev.errand.authz.ledger.RefusalEntry;
import dev.errand.dpop.resourceserver.DPoPAuthenticationToken;

/**
 * What was denied to somebody who is known, in the ledger: a row each, for a user who is logged in and for a client whose
 * key reaches further than its role. Of others nothing is written.
 */
@Component
public final class AccessDenials {

    /** The one place where clients come with tokens that may lack a role. */
    private static final String ADMINISTRATION = "/admin/api";

    private static final String ERROR = "access_denied";
    private static final String ROLE_MISSING = "role_missing";

    private final Ledger ledger;
    private final InstantSource clock;

    AccessDenials(Ledger ledger, InstantSource clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Records the denial, whoever answers it. */
    public void record(HttpServletRequest request, AccessDeniedException denied) {
        switch (SecurityContextHolder.getContext().getAuthentication()) {
            case SessionAuthentication login -> ledger.refusal(new RefusalEntry(clock.instant(), area(request), null, null,
                    login.session().sid(), login.getName(), null, null, null, ERROR, reason(login, denied), null, ""));
            case DPoPAuthenticationToken client -> ledger.refusal(new RefusalEntry(clock.instant(), ADMINISTRATION,
                    client.getToken().getClaimAsString("client_id"), null, null, null, null, null, client.proof().jkt(), ERROR,
                    ROLE_MISSING, null, ""));
            case null, default -> {}
        }
    }

    private static String reason(SessionAuthentication login, AccessDeniedException denied) {
        if (denied instanceof CsrfException) {
            return "csrf_token_missing";
        }
        if (login.needsPassword()) {
            return "password_change_required";
        }
        return login.needsPasskey() ? "passkey_required" : ROLE_MISSING;
    }

    /** The first part of the path, by which the request came to its chain: the rest of it is what somebody typed. */
    private static String area(HttpServletRequest request) {
        String path = request.getServletPath();
        int end = path.indexOf('/', 1);
        return end < 0 ? path : path.substring(0, end);
    }
}
