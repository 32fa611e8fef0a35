package dev.errand.authz.session.passkey;

import java.util.function.UnaryOperator;

import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;

import dev.errand.authz.testing.Browser;
import dev.errand.authz.testing.VirtualAuthenticator;
import dev.errand.authz.testing.WebServer;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

/** A browser with an authenticator, doing what the page's script does. */
final class PasskeyBrowser {

    static final String COOKIE = "__Host-errand_passkey";
    private static final String PASSKEYS = "/my/security/passkeys";

    final Browser browser;
    final VirtualAuthenticator authenticator;

    PasskeyBrowser(MockMvc mvc) {
        this(mvc, new VirtualAuthenticator(WebServer.ISSUER, "as.example"));
    }

    PasskeyBrowser(MockMvc mvc, VirtualAuthenticator authenticator) {
        this.browser = new Browser(mvc);
        this.authenticator = authenticator;
    }

    boolean isLoggedIn() throws Exception {
        return page("/login").contains("You are logged in");
    }

    String page(String path) throws Exception {
        return browser.send(get(path)).getResponse().getContentAsString();
    }

    /** Options for a ceremony; the browser keeps the cookie. */
    String options(String path) throws Exception {
        return browser.send(post(path + "/options").header("X-CSRF-TOKEN", browser.csrf())).getResponse()
                .getContentAsString();
    }

    MockHttpServletResponse register(String label) throws Exception {
        return sendRegistration(authenticator.create(options(PASSKEYS)), label);
    }

    MockHttpServletResponse sendRegistration(String credential, String label) throws Exception {
        return browser.send(post(PASSKEYS).param("_csrf", browser.csrf()).param("label", label)
                .param("credential", credential)).getResponse();
    }

    MockHttpServletResponse logIn() throws Exception {
        return logIn(UnaryOperator.identity());
    }

    MockHttpServletResponse logIn(UnaryOperator<String> spoil) throws Exception {
        authenticator.counter++;
        return sendLogin(spoil.apply(authenticator.get(options("/login/passkey"))));
    }

    MockHttpServletResponse sendLogin(String credential) throws Exception {
        return browser.send(post("/login/passkey").param("_csrf", browser.csrf()).param("credential", credential))
                .getResponse();
    }

    void logOut() throws Exception {
        browser.send(post("/logout").param("_csrf", browser.csrf()));
    }
}
