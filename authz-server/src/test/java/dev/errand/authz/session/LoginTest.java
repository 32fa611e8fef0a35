package dev.errand.authz.session;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;

import jakarta.servlet.http.Cookie;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;

import dev.errand.authz.secret.Secrets;
import dev.errand.authz.testing.Browser;
import dev.errand.authz.testing.WebServer;
import dev.errand.authz.user.Role;
import dev.errand.authz.user.UserAccount;
import dev.errand.authz.user.Users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

@WebServer
class LoginTest {

    private static final String PAGE = "/console/nothing-here?x=1&y=%2F";

    private final MockMvc mvc;
    private final JdbcClient jdbc;
    private final Users users;
    private Browser browser;

    @Autowired
    LoginTest(MockMvc mvc, JdbcClient jdbc, Users users) {
        this.mvc = mvc;
        this.jdbc = jdbc;
        this.users = users;
    }

    @BeforeEach
    void open() {
        register("login-1", "ada", true);
        register("login-2", "bob", false);
        browser = new Browser(mvc);
    }

    private void register(String subject, String username, boolean enabled) {
        if (users.find(subject).isEmpty()) {
            users.register(new UserAccount(subject, username, "Ada <b>", Set.of(Role.USER), enabled),
                    users.hash("correct horse"), "test");
        }
    }

    private static String location(MvcResult result) {
        return result.getResponse().getHeader("Location");
    }

    private String state(Cookie session) {
        return jdbc.sql("select state from user_session where handle_hash = :hash")
                .param("hash", Secrets.hash(session.getValue())).query(String.class).single();
    }

    private boolean isLoggedIn() throws Exception {
        return browser.send(get("/login")).getResponse().getContentAsString().contains("You are logged in");
    }

    @Test
    void logsInAndOutWithoutAnyHttpSession() throws Exception {
        assertThat(isLoggedIn()).isFalse();
        MvcResult login = browser.logIn("ada", "correct horse");
        assertThat(location(login)).isEqualTo("/");
        assertThat(login.getRequest().getSession(false)).isNull();
        assertThat(isLoggedIn()).isTrue();
        Cookie session = browser.cookie("__Host-errand_session");

        MvcResult logout = browser.send(post("/logout").param("_csrf", browser.csrf()));
        assertThat(location(logout)).isEqualTo("/login?logout");
        assertThat(browser.cookie("__Host-errand_session")).isNull();
        assertThat(state(session)).isEqualTo("ended");
        browser.putCookie(session);
        assertThat(isLoggedIn()).isFalse();
    }

    @Test
    void pageIsPlainStrictAndEscaped() throws Exception {
        browser.logIn("ada", "correct horse");
        MockHttpServletResponse page = browser.send(get("/login")).getResponse();

        assertThat(page.getHeader("Content-Security-Policy")).isEqualTo(SessionSecurity.CONTENT_SECURITY_POLICY);
        assertThat(page.getHeader("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(page.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.getHeader("X-Frame-Options")).isEqualTo("DENY");
        assertThat(page.getHeader("Cache-Control")).contains("no-store");
        assertThat(page.getContentAsString()).contains("Ada &lt;b&gt;", "<label for=\"username\">")
                .doesNotContain("<script>", "onclick", "style=");
        assertThat(mvc.perform(get("/errand.css")).andReturn().getResponse().getStatus()).isEqualTo(200);
    }

    @Test
    void cookiesAreForThisHostAlone() throws Exception {
        MvcResult login = browser.logIn("ada", "correct horse");

        assertThat(login.getResponse().getHeaders("Set-Cookie")).filteredOn(c -> c.startsWith("__Host-errand_session="))
                .singleElement().asString().contains("Path=/", "Secure", "HttpOnly", "SameSite=Lax")
                .doesNotContain("Domain", "Max-Age");
        assertThat(browser.csrf()).isNotEmpty();
        assertThat(browser.cookie("__Host-errand_csrf").isHttpOnly()).isTrue();
        assertThat(browser.cookie("__Host-errand_csrf").getSecure()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"ada, wrong", "ada, ''", "nobody, correct horse", "bob, correct horse"})
    void refusesWithoutSayingWhy(String username, String password) throws Exception {
        MvcResult refused = browser.logIn(username, password);

        assertThat(refused.getResponse().getStatus()).isEqualTo(303);
        assertThat(location(refused)).isEqualTo("/login?error");
        assertThat(browser.cookie("__Host-errand_session")).isNull();
        assertThat(refused.getRequest().getSession(false)).isNull();
        assertThat(browser.send(get("/login?error")).getResponse().getContentAsString())
                .contains("Username and password do not match an account that can log in.");
        assertThat(browser.logIn("ada", "correct horse").getResponse().getHeader("Location")).isEqualTo("/");
    }

    @Test
    void everyLoginHasItsOwnCookieAndEndsTheOneBefore() throws Exception {
        Cookie planted = new Cookie("__Host-errand_session", "A".repeat(43));
        browser.putCookie(planted);
        browser.logIn("ada", "correct horse");
        Cookie first = browser.cookie("__Host-errand_session");
        browser.logIn("ada", "correct horse");
        Cookie second = browser.cookie("__Host-errand_session");

        assertThat(first.getValue()).isNotEqualTo(planted.getValue()).isNotEqualTo(second.getValue());
        assertThat(state(first)).isEqualTo("ended");
        assertThat(state(second)).isEqualTo("live");
    }

    @Test
    void changesNothingWithoutTheFormsOwnToken() throws Exception {
        String ofAnother = new Browser(mvc).csrf();
        browser.logIn("ada", "correct horse");

        assertThat(browser.send(post("/logout")).getResponse().getStatus()).isEqualTo(403);
        assertThat(browser.send(post("/logout").param("_csrf", ofAnother)).getResponse().getStatus()).isEqualTo(403);
        browser.send(get("/logout"));
        assertThat(state(browser.cookie("__Host-errand_session"))).isEqualTo("live");
        Browser stranger = new Browser(mvc);
        assertThat(stranger.send(post("/login").param("username", "ada").param("password", "correct horse"))
                .getResponse().getStatus()).isEqualTo(403);
        assertThat(stranger.cookie("__Host-errand_session")).isNull();
    }

    @Test
    void neitherOfTwoSessionCookiesIsBelieved() throws Exception {
        browser.logIn("ada", "correct horse");
        Cookie session = browser.cookie("__Host-errand_session");

        String page = mvc.perform(get("/login").cookie(session, new Cookie("__Host-errand_session", "B".repeat(43))))
                .andReturn().getResponse().getContentAsString();
        assertThat(page).doesNotContain("You are logged in");
        assertThat(isLoggedIn()).isTrue();
    }

    @Test
    void disabledUserIsLoggedInNowhere() throws Exception {
        UserAccount kim = new UserAccount("login-3", "kim", "Kim", Set.of(Role.USER), true);
        String hash = users.hash("correct horse");
        users.register(kim, hash, "test");
        browser.logIn("kim", "correct horse");
        assertThat(isLoggedIn()).isTrue();

        users.register(new UserAccount("login-3", "kim", "Kim", Set.of(Role.USER), false), hash, "test");
        assertThat(isLoggedIn()).isFalse();
    }

    @Test
    void sendsTheBrowserOnToWhatItCameFor() throws Exception {
        assertThat(location(browser.send(get(URI.create(PAGE))))).isEqualTo("/login");
        assertThat(location(browser.logIn("ada", "wrong"))).isEqualTo("/login?error");

        assertThat(location(browser.logIn("ada", "correct horse"))).isEqualTo(PAGE);
        assertThat(browser.cookie("__Host-errand_target")).isNull();
    }

    @Test
    void remembersPagesOnly() throws Exception {
        browser.send(get("/favicon.ico").header("Sec-Fetch-Dest", "image"));
        assertThat(browser.cookie("__Host-errand_target")).isNull();
        browser.send(post("/console/x").param("_csrf", browser.csrf()));
        assertThat(browser.cookie("__Host-errand_target")).isNull();

        browser.send(get("/console/x").header("Sec-Fetch-Dest", "document"));
        assertThat(browser.cookie("__Host-errand_target")).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example/", "//evil.example/", "/\\evil.example/", "\\\\evil.example",
        "/\t/evil.example",
        "/a\r\nLocation: https://evil.example", "javascript:alert(1)", "evil.example", "", " /console", "/\u00e4"})
    void goesNowhereElseWhateverTheCookieSays(String target) throws Exception {
        browser.putCookie(new Cookie("__Host-errand_target",
                Base64.getUrlEncoder().withoutPadding().encodeToString(target.getBytes(StandardCharsets.ISO_8859_1))));

        assertThat(location(browser.logIn("ada", "correct horse"))).isEqualTo("/");
    }

    @Test
    void survivesACookieThatIsNoBase64() throws Exception {
        browser.putCookie(new Cookie("__Host-errand_target", "!!!"));

        assertThat(location(browser.logIn("ada", "correct horse"))).isEqualTo("/");
    }

    @Test
    void disablingAUserLogsTheUserOut() throws Exception {
        register("login-9", "zoe", true);
        browser.logIn("zoe", "correct horse");
        Browser other = new Browser(mvc);
        other.logIn("ada", "correct horse");

        users.update(new UserAccount("login-9", "zoe", "Zoe", Set.of(Role.USER), false), "test");
        assertThat(states("login-9")).containsOnly("ended user_disabled");
        assertThat(states("login-1")).contains("live");
    }

    private List<String> states(String subject) {
        return jdbc.sql("""
                select trim(concat(state, ' ', coalesce(end_reason, ''))) from user_session where subject = :subject
                """).param("subject", subject).query(String.class).list();
    }
}
