package dev.errand.authz.console.account;

import java.util.List;
import java.util.Locale;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ResponseStatusException;

import dev.errand.authz.admin.PathName;
import dev.errand.authz.admin.session.OwnSessions;
import dev.errand.authz.console.session.SessionRow;
import dev.errand.authz.session.PasswordChange;
import dev.errand.authz.session.SessionAuthentication;
import dev.errand.authz.session.passkey.ChallengeCookie;
import dev.errand.authz.session.passkey.Passkeys;
import dev.errand.authz.session.passkey.Registration;

/**
 * The user's own passkeys: listed, registered, and removed after a question; the way to another password; and where the
 * user is logged in, with the way out of it.
 */
@Controller
final class SecurityController {

    private static final String PAGE = "/my/security";
    private static final String PASSKEYS = PAGE + "/passkeys";
    private static final String REMOVE = PASSKEYS + "/{id}/remove";

    private static final int MOST_SESSIONS = 20;

    private final Passkeys passkeys;
    private final PasswordChange passwords;
    private final ChallengeCookie cookie;
    private final OwnSessions sessions;

    SecurityController(Passkeys passkeys, PasswordChange passwords, ChallengeCookie cookie, OwnSessions sessions) {
        this.passkeys = passkeys;
        this.passwords = passwords;
        this.cookie = cookie;
        this.sessions = sessions;
    }

    @GetMapping(PAGE)
    String show(SessionAuthentication login, Model model) {
        return page(login, model);
    }

    private String page(SessionAuthentication login, Model model) {
        List<PasskeyView> all = views(login);
        model.addAttribute("passkeys", all);
        model.addAttribute("needsPasskey", login.needsPasskey());
        model.addAttribute("mayChange", passkeys.mayChange(login));
        model.addAttribute("mayRemove", !login.needsPasskey());
        model.addAttribute("hasPassword", passwords.isPossible(login));
        model.addAttribute("here", login.session().sid());
        model.addAttribute("sessions", sessions.live(login.getName(), MOST_SESSIONS).stream().map(SessionRow::of).toList());
        model.addAttribute("full", all.size() >= Passkeys.MOST);
        return "console/account/security";
    }

    private List<PasskeyView> views(SessionAuthentication login) {
        return passkeys.of(login.getName()).stream().map(PasskeyView::of).toList();
    }

    @PostMapping(path = PASSKEYS + "/options", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    String options(SessionAuthentication login, HttpServletResponse response) {
        return cookie.keep(passkeys.offerRegistration(login), response);
    }

    @PostMapping(PASSKEYS)
    String register(@RequestParam(name = "label", defaultValue = "") String label,
            @RequestParam(name = "credential", defaultValue = "") String credential, SessionAuthentication login,
            HttpServletRequest request, HttpServletResponse response, Model model) {
        String challenge = cookie.take(request, response).orElse("");
        if (!Passkeys.isLabel(label)) {
            return refused("label", label, login, response, model);
        }
        Registration outcome = passkeys.register(login, challenge, credential, label);
        return outcome == Registration.ADDED
                ? "redirect:" + PAGE + "?done=registered"
                : refused(outcome.name().toLowerCase(Locale.ROOT).replace('_', '-'), label, login, response, model);
    }

    private String refused(String problem, String label, SessionAuthentication login, HttpServletResponse response,
            Model model) {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        model.addAttribute("problem", problem);
        model.addAttribute("label", label);
        return page(login, model);
    }

    /** Ends another session of the user; one that is over by then is as good. */
    @PostMapping(PAGE + "/sessions/{sid}/end")
    String logOutThere(@PathVariable("sid") String sid, SessionAuthentication login) {
        PathName.read(sid).ifPresent(id -> sessions.end(id, login.getName()));
        return "redirect:" + PAGE + "?done=logged-out";
    }

    @GetMapping(REMOVE)
    String ask(@PathVariable("id") String id, SessionAuthentication login, Model model) {
        List<PasskeyView> all = views(login);
        model.addAttribute("passkey", all.stream().filter(one -> one.id().equals(id)).findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
        model.addAttribute("last", all.size() == 1);
        model.addAttribute("mayRemove", !login.needsPasskey());
        return "console/account/remove";
    }

    @PostMapping(REMOVE)
    String remove(@PathVariable("id") String id, SessionAuthentication login) {
        if (!passkeys.remove(login, id)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return "redirect:" + PAGE + "?done=removed";
    }
}
