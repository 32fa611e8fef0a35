package dev.errand.authz.session;

import java.time.Duration;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;

import dev.errand.authz.keys.Issuer;
import dev.errand.authz.store.EndingTransaction;
import dev.errand.authz.user.AccountLogin;
import dev.errand.authz.user.LoginEpoch;
import dev.errand.authz.user.PasswordRule;
import dev.errand.authz.user.PasswordState;
import dev.errand.authz.user.UserAccount;
import dev.errand.authz.user.Users;
import dev.errand.authz.user.login.LoginAttempt;
import dev.errand.authz.user.login.LoginLimits;
import dev.errand.authz.user.login.LoginOutcome;
import dev.errand.authz.user.login.Logins;

/**
 * A user chooses another password. The old one is asked for as at a login, and counts as an attempt like any other: whoever
 * has found an open browser guesses no more often than at the form. The user's other sessions end with all that runs in
 * them; this one goes on, under another cookie. Thread-safe.
 */
@Component
public final class PasswordChange {

    private final Users users;
    private final Logins logins;
    private final Sessions sessions;
    private final BrowserLogin browser;
    private final SessionCookie device;
    private final EndingTransaction transaction;

    PasswordChange(Users users, Logins logins, LoginLimits limits, Sessions sessions, BrowserLogin browser, Issuer issuer,
            PlatformTransactionManager transactions) {
        this.users = users;
        this.logins = logins;
        this.sessions = sessions;
        this.browser = browser;
        this.device = SessionCookie.device(limits.deviceLife(), issuer.isHttps());
        this.transaction = new EndingTransaction(transactions);
    }

    /** Whether there is a password to change: not where its user logs in at another provider, and nobody knows one. */
    public boolean isPossible(SessionAuthentication login) {
        return users.login(login.getName()).map(AccountLogin::password).filter(state -> state != PasswordState.NONE)
                .isPresent();
    }

    /**
     * Makes the new password the account's, if the old one is.
     *
     * @param back where the browser goes from there; whoever had to choose goes to what he came for
     */
    public PasswordOutcome change(SessionAuthentication login, String old, String chosen, String back,
            HttpServletRequest request, HttpServletResponse response) {
        Optional<String> problem = PasswordRule.problem(chosen)
                .or(() -> chosen.equals(old) ? Optional.of("is the old one") : Optional.empty());
        return problem.<PasswordOutcome>map(PasswordOutcome.Unacceptable::new)
                .orElseGet(() -> prove(login, old, chosen, back, request, response));
    }

    private PasswordOutcome prove(SessionAuthentication login, String old, String chosen, String back,
            HttpServletRequest request, HttpServletResponse response) {
        String username = login.user().username();
        // Read before the old password is looked at: a change that comes in between wins.
        Optional<LoginEpoch> seen = users.loginEpoch(username).filter(epoch -> epoch.subject().equals(login.getName()));
        LoginAttempt attempt = new LoginAttempt(username, old, request.getRemoteAddr(), device.read(request));
        return switch (logins.attempt(attempt)) {
            case LoginOutcome.Accepted(UserAccount user, String _) -> seen
                    .filter(epoch -> epoch.subject().equals(user.subject()))
                    .flatMap(epoch -> chosen(epoch, login.session().sid(), users.hash(chosen)))
                    .<PasswordOutcome>map(handle -> done(login, handle, back, request, response))
                    .orElseGet(PasswordOutcome.Wrong::new);
            case LoginOutcome.Refused _ -> refused("login_failed", new PasswordOutcome.Wrong());
            case LoginOutcome.Blocked(Duration wait) -> refused("login_throttled", new PasswordOutcome.Later(wait, false));
            case LoginOutcome.Busy(Duration wait) -> refused("login_throttled", new PasswordOutcome.Later(wait, true));
        };
    }

    private PasswordOutcome refused(String reason, PasswordOutcome outcome) {
        browser.refused(reason);
        return outcome;
    }

    /** The session's new cookie, if the password is the account's now. */
    private Optional<String> chosen(LoginEpoch seen, String sid, String hash) {
        return transaction.execute(status -> {
            if (users.choosePassword(seen, hash, sid)) {
                return Optional.of(sessions.renew(sid));
            }
            status.setRollbackOnly();
            return Optional.empty();
        });
    }

    private PasswordOutcome done(SessionAuthentication login, String handle, String back, HttpServletRequest request,
            HttpServletResponse response) {
        device.write(response, logins.device(login.user().username()));
        return new PasswordOutcome.Chosen(browser.goOn(request, response, handle,
                login.needsPassword() ? Optional.empty() : Optional.of(back)));
    }
}
