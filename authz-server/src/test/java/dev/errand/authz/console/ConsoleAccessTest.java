package dev.errand.authz.console;

import java.util.Locale;
import java.util.Set;

import jakarta.servlet.http.Cookie;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

import dev.errand.authz.session.SessionSecurity;
import dev.errand.authz.testing.Browser;
import dev.errand.authz.testing.WebServer;
import dev.errand.authz.user.Role;
import dev.errand.authz.user.UserAccount;
import dev.errand.authz.user.Users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

@WebServer
class ConsoleAccessTest {

    private final MockMvc mvc;
    private final Users users;

    @Autowired
    ConsoleAccessTest(MockMvc mvc, Users users) {
        this.mvc = mvc;
        this.users = users;
    }

    @BeforeEach
    void register() {
        for (Role role : Role.values()) {
            String name = "console-" + role.name().toLowerCase(Locale.ROOT);
            users.registerIfAbsent(new UserAccount(name, name, name, Set.of(role), true), users.hash("x"), "test");
        }
    }

    private Browser browser(String who) throws Exception {
        Browser browser = new Browser(mvc);
        if (!who.equals("nobody")) {
            browser.logIn("console-" + who, "x");
        }
        return browser;
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # who, path, status, where to
            nobody,  /,        302, /login
            nobody,  /console, 302, /login
            user,    /,        302, /my/agents
            user,    /console, 403,
            auditor, /,        302, /console
            auditor, /console, 200,
            admin,   /,        302, /console
            admin,   /console, 200,
            """)
    void leadsEverybodyToWhatTheyMaySee(String who, String path, int status, String location) throws Exception {
        MockHttpServletResponse response = browser(who).send(get(path)).getResponse();

        assertThat(response.getStatus()).isEqualTo(status);
        assertThat(response.getHeader("Location")).isEqualTo(location);
    }

    /** A script follows a redirect, and would put the login form in the place of what somebody is writing. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            # who, method, path, token, status for a script, status for a page
            nobody, GET,  /console/what-if,    none, 401, 302
            nobody, GET,  /my/agents,          none, 401, 302
            nobody, POST, /console/scopes/new, good, 401, 302
            nobody, POST, /console/scopes/new, none, 403, 403
            admin,  POST, /console/scopes/new, none, 403, 403
            admin,  POST, /console/scopes/new, good, 200, 200
            admin,  GET,  /console/what-if,    none, 200, 200
            user,   GET,  /console/what-if,    none, 403, 403
            """)
    void answersAScriptWithAStatusAndNeverWithAnotherPage(String who, String method, String path, String token,
            int ofAScript, int ofAPage) throws Exception {
        Browser browser = browser(who);
        for (boolean script : new boolean[] {true, false}) {
            MockHttpServletRequestBuilder request = request(HttpMethod.valueOf(method), path).param("op", "preview");
            if (token.equals("good")) {
                request.param("_csrf", browser.csrf());
            }
            if (script) {
                request.header("HX-Request", "true");
            }
            MockHttpServletResponse response = browser.send(request).getResponse();
            assertThat(response.getStatus()).as("script: " + script).isEqualTo(script ? ofAScript : ofAPage);
            assertThat(response.getHeader("Cache-Control")).contains("no-store");
            if (script) {
                assertThat(response.getCookies()).as("no page to come back to").extracting(Cookie::getName)
                        .noneMatch(name -> name.endsWith("errand_target"));
            }
        }
    }

    /** What a script needs for a fresh token, and in order to know that the same person is logged in. */
    @Test
    void saysWhoseThePageIsBesideItsToken() throws Exception {
        assertThat(browser("user").send(get("/my/security")).getResponse().getContentAsString()).containsPattern(
                "<form[^>]* class=\"who\" data-viewer=\"console-user\"[^>]*><input type=\"hidden\" name=\"_csrf\" value=\"[^\"]+\"")
                .contains("id=\"trouble\"", "data-logged-out=\"You are logged out.");
    }

    @Test
    void drawsPagesThatRunNothingInline() throws Exception {
        MockHttpServletResponse page = browser("admin").send(get("/console")).getResponse();

        assertThat(page.getHeader("Content-Security-Policy")).isEqualTo(SessionSecurity.CONTENT_SECURITY_POLICY)
                .doesNotContain("unsafe-");
        assertThat(page.getHeader("Cache-Control")).contains("no-store");
        assertThat(page.getContentAsString()).contains("aria-current=\"page\">Overview</a>", "console-admin")
                .containsPattern("<link rel=\"stylesheet\" href=\"/console-[0-9a-f]{32}\\.css\">")
                .doesNotContain("style=", "onclick", "<script>", "??");
    }
}
