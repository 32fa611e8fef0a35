package dev.errand.authz.session;

import java.io.IOException;
import java.time.InstantSource;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

import dev.errand.authz.ledger.Ledger;
import dev.errand.authz.ledger.RefusalEntry;

/** Counts a failed login and shows the form again, with one sentence for every cause. */
final class LoginFailure implements AuthenticationFailureHandler {

    private final Ledger ledger;
    private final InstantSource clock;

    LoginFailure(Ledger ledger, InstantSource clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    @Override
    public void onAuthenticationFailure(HttpServletRequest request, HttpServletResponse response,
            AuthenticationException exception) throws IOException {
        ledger.refusal(new RefusalEntry(clock.instant(), LoginPage.PATH, null, null, null, null, null, null, null,
                "access_denied", "login_failed", null, ""));
        response.sendRedirect(LoginPage.FAILED);
    }
}
