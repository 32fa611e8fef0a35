package dev.errand.authz.console;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;

import dev.errand.authz.session.SessionAuthentication;

/** Where a login leads. */
@Controller
final class HomeController {

    /** Administrators and auditors go to the console, everybody else to what acts in their name. */
    @GetMapping("/")
    String home(@ModelAttribute("viewer") Viewer viewer, SessionAuthentication login) {
        if (login.needsPasskey()) {
            return "redirect:" + ConsoleSecurity.SECURITY;
        }
        return viewer.sees() ? "redirect:/console" : "redirect:/my/agents";
    }
}
