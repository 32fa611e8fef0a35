package dev.errand.authz.session.passkey;

import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.View;

import dev.errand.authz.session.BrowserLogin;
import dev.errand.authz.session.LoginMethod;

/** Login by passkey: the login page's script asks for options, and sends what the authenticator makes of them. */
@Controller
final class PasskeyLoginController {

    private final Passkeys passkeys;
    private final BrowserLogin login;
    private final ChallengeCookie cookie;

    PasskeyLoginController(Passkeys passkeys, BrowserLogin login, ChallengeCookie cookie) {
        this.passkeys = passkeys;
        this.login = login;
        this.cookie = cookie;
    }

    @PostMapping(path = "/login/passkey/options", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    String options(HttpServletResponse response) {
        return cookie.keep(passkeys.offerLogin(), response);
    }

    @PostMapping("/login/passkey")
    View logIn(@RequestParam(name = "credential", defaultValue = "") String credential, HttpServletRequest request,
            HttpServletResponse response) {
        Optional<String> subject = cookie.take(request, response)
                .flatMap(challenge -> passkeys.logIn(challenge, credential));
        return subject.map(user -> login.open(request, response, user, LoginMethod.PASSKEY))
                .orElseGet(login::refuse);
    }
}
