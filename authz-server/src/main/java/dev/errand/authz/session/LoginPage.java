package dev.errand.authz.session;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

import dev.errand.authz.keys.Issuer;
import dev.errand.authz.user.UserAccount;
import dev.errand.authz.user.login.LoginAttempt;
import dev.errand.authz.user.login.LoginLimits;
import dev.errand.authz.user.login.LoginOutcome;
import dev.errand.authz.user.login.Logins;

/** The login form; for who is logged in already, also the way out. Every refusal has the same words. */
@Controller
class LoginPage {

    static final String PATH = "/login";
    static final String LOGOUT = "/logout";
    /** Where a login leads that came from nowhere. */
    static final String HOME = "/";
    static final String FAILED = PATH + "?error";
    static final String FAILED_UPSTREAM = PATH + "?upstream";
    static final String LOGGED_OUT = PATH + "?logout";

    private final Logins logins;
    private final BrowserLogin login;
    private final SessionCookie device;
    private final LoginLinks links;

    LoginPage(Logins logins, LoginLimits limits, BrowserLogin login, LoginLinks links, Issuer issuer) {
        this.logins = logins;
        this.login = login;
        this.links = links;
        this.device = SessionCookie.device(limits.deviceLife(), issuer.isHttps());
    }

    /** On every form, whatever it is shown for. */
    @ModelAttribute("links")
    List<LoginLink> links() {
        return links.all();
    }

    @GetMapping(PATH)
    String show(@RequestParam Map<String, String> query, Model model) {
        model.addAttribute("failed", query.containsKey("error"));
        model.addAttribute("loggedOut", query.containsKey("logout"));
        model.addAttribute("upstreamFailed", query.containsKey("upstream"));
        if (SecurityContextHolder.getContext().getAuthentication() instanceof SessionAuthentication authentication) {
            model.addAttribute("displayName", authentication.user().displayName());
        }
        return "login";
    }

    /**
     * Where a client sends its user to log out (OpenID Connect RP-Initiated Logout 1.0 §2): to the page that asks first.
     * Nothing that is sent along is needed for that, or followed.
     */
    @GetMapping(LOGOUT)
    String askToLogOut() {
        return "redirect:" + PATH;
    }

    @PostMapping(PATH)
    ModelAndView logIn(@RequestParam(name = "username", defaultValue = "") String username,
            @RequestParam(name = "password", defaultValue = "") String password, HttpServletRequest request,
            HttpServletResponse response) {
        // The address is the connection's, or what the container makes of a proxy that it was told to trust.
        LoginAttempt attempt = new LoginAttempt(username, password, request.getRemoteAddr(), device.read(request));
        return switch (logins.attempt(attempt)) {
            case LoginOutcome.Accepted(UserAccount user, String known) -> {
                device.write(response, known);
                yield new ModelAndView(login.open(request, response, user.subject(), LoginMethod.PASSWORD));
            }
            case LoginOutcome.Refused _ -> new ModelAndView(login.refuse());
            case LoginOutcome.Blocked(Duration wait) -> later(HttpStatus.TOO_MANY_REQUESTS, wait, response);
            case LoginOutcome.Busy(Duration wait) -> later(HttpStatus.SERVICE_UNAVAILABLE, wait, response);
        };
    }

    private ModelAndView later(HttpStatus status, Duration wait, HttpServletResponse response) {
        login.refused("login_throttled");
        response.setHeader("Retry-After", Long.toString(Math.max(1, wait.plusMillis(999).toSeconds())));
        return new ModelAndView("login", Map.of("failed", true), status);
    }
}
