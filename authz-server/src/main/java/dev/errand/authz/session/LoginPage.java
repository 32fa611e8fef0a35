package dev.errand.authz.session;

import java.util.Map;

import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The login form; for who is logged in already, also the way out. */
@Controller
class LoginPage {

    static final String PATH = "/login";
    static final String FAILED = PATH + "?error";
    static final String LOGGED_OUT = PATH + "?logout";

    @GetMapping(PATH)
    String show(@RequestParam Map<String, String> query, Model model) {
        model.addAttribute("failed", query.containsKey("error"));
        model.addAttribute("loggedOut", query.containsKey("logout"));
        if (SecurityContextHolder.getContext().getAuthentication() instanceof SessionAuthentication login) {
            model.addAttribute("displayName", login.user().displayName());
        }
        return "login";
    }
}
