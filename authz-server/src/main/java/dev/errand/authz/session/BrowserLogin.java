package dev.errand.authz.session;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

import dev.errand.authz.keys.Issuer;
import dev.errand.authz.ledger.Ledger;
import dev.errand.authz.ledger.RefusalEntry;

/**
 * What every login ends in, however the user proved who it is: a session under a new id and a new cookie, the end of
 * the one that this browser had, and the way on to what the browser came for.
 */
@Component
public final class BrowserLogin {

    private final Sessions sessions;
    private final SessionCookie cookie;
    private final SessionCookie csrf;
    private final SavedTarget target;
    private final Ledger ledger;
    private final InstantSource clock;

    BrowserLogin(Sessions sessions, Ledger ledger, InstantSource clock, Issuer issuer) {
        this.sessions = sessions;
        this.cookie = SessionCookie.session(issuer.isHttps());
        this.csrf = SessionCookie.csrf(issuer.isHttps());
        this.target = new SavedTarget(issuer.isHttps());
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Opens the session, and sends the browser on; refuses if the account is gone or disabled by now. */
    public View open(HttpServletRequest request, HttpServletResponse response, String subject, LoginMethod method) {
        return open(request, response, () -> sessions.open(subject, method)).orElseGet(this::refuse);
    }

    /**
     * Opens the session as whoever proved the user wants it, and sends the browser on.
     *
     * @param opening opens the session; empty if it may not be opened, and so is then what this returns
     */
    public Optional<View> open(HttpServletRequest request, HttpServletResponse response,
            Supplier<Optional<NewSession>> opening) {
        return opening.get().map(opened -> {
            cookie.read(request).ifPresent(handle -> sessions.endPresented(handle, "replaced"));
            Optional.ofNullable(request.getHeader("User-Agent")).map(Device::new)
                    .ifPresent(device -> sessions.describe(opened.session().sid(), device));
            cookie.write(response, opened.handle());
            // The token of the form that was open before the login is good for none after it.
            csrf.clear(response);
            return toTarget(request, response);
        });
    }

    /**
     * Goes on in the same session under another cookie.
     *
     * @param to where the browser goes; empty for what it came for before its login was complete
     */
    View goOn(HttpServletRequest request, HttpServletResponse response, String handle, Optional<String> to) {
        cookie.write(response, handle);
        csrf.clear(response);
        return to.map(BrowserLogin::redirect).orElseGet(() -> toTarget(request, response));
    }

    private View toTarget(HttpServletRequest request, HttpServletResponse response) {
        SavedRequest saved = target.getRequest(request, response);
        target.removeRequest(request, response);
        return redirect(saved == null ? LoginPage.HOME : saved.getRedirectUrl());
    }

    /** Whether the browser presents a session, whatever has become of that, which another login would replace. */
    public boolean replacesSession(HttpServletRequest request) {
        return cookie.read(request).isPresent();
    }

    /** Sends the browser to the form, where it is asked what its user wants. */
    public View toTheForm() {
        return redirect(LoginPage.PATH);
    }

    /** Sends the browser back to the form, which says that the login at the other provider came to nothing. */
    public View refuseUpstream(String reason) {
        refused(reason);
        return redirect(LoginPage.FAILED_UPSTREAM);
    }

    /** Sends the browser back to the form, whatever was wrong. */
    public View refuse() {
        refused("login_failed");
        return redirect(LoginPage.FAILED);
    }

    /** Counts a refusal in the ledger: so many an hour, of nobody by name. */
    public void refused(String reason) {
        ledger.refusal(new RefusalEntry(clock.instant(), LoginPage.PATH, null, null, null, null, null, null, null,
                "access_denied", reason, null, ""));
    }

    private static View redirect(String target) {
        RedirectView view = new RedirectView(target);
        // The target is what a browser asked for, and no template.
        view.setExpandUriTemplateVariables(false);
        view.setExposeModelAttributes(false);
        return view;
    }
}
