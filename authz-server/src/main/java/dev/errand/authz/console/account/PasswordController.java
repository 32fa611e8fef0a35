package dev.errand.authz.console.account;

import java.time.Duration;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

import dev.errand.authz.console.FieldProblem;
import dev.errand.authz.session.PasswordChange;
import dev.errand.authz.session.PasswordOutcome;
import dev.errand.authz.session.SessionAuthentication;
import dev.errand.authz.session.SessionSecurity;

/** {@code /my/password}: the user's own password, and another one in its place. */
@Controller
final class PasswordController {

    private static final String CHANGED = "/my/security?done=password";
    private static final String CHOSEN = "chosen";
    private static final String OLD = "old";

    private final PasswordChange passwords;

    PasswordController(PasswordChange passwords) {
        this.passwords = passwords;
    }

    @GetMapping(SessionSecurity.PASSWORD)
    ModelAndView show(SessionAuthentication login) {
        return form(login);
    }

    @PostMapping(SessionSecurity.PASSWORD)
    ModelAndView change(@RequestParam(name = OLD, defaultValue = "") String old,
            @RequestParam(name = CHOSEN, defaultValue = "") String chosen,
            @RequestParam(name = "again", defaultValue = "") String again, SessionAuthentication login,
            HttpServletRequest request, HttpServletResponse response) {
        ModelAndView form = form(login);
        if (!chosen.equals(again)) {
            return refused(form, FieldProblem.of("again", "is not the same as the one above"));
        }
        return switch (passwords.change(login, old, chosen, CHANGED, request, response)) {
            case PasswordOutcome.Chosen(var next) -> new ModelAndView(next);
            case PasswordOutcome.Unacceptable(String problem) -> refused(form, FieldProblem.of(CHOSEN, problem));
            case PasswordOutcome.Wrong _ -> refused(form, FieldProblem.of(OLD, "is not the password that you log in with"));
            case PasswordOutcome.Later(Duration wait, boolean busy) -> later(form, wait, busy, response);
        };
    }

    /** Where there is no password, there is no page either. */
    private ModelAndView form(SessionAuthentication login) {
        if (!passwords.isPossible(login)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return new ModelAndView("console/account/password").addObject("first", login.needsPassword());
    }

    private static ModelAndView refused(ModelAndView form, FieldProblem problem) {
        form.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return form.addObject("problem", problem);
    }

    private static ModelAndView later(ModelAndView form, Duration wait, boolean busy, HttpServletResponse response) {
        long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
        response.setHeader("Retry-After", Long.toString(seconds));
        form.setStatus(busy ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.TOO_MANY_REQUESTS);
        return form.addObject("seconds", seconds).addObject("busy", busy);
    }
}
