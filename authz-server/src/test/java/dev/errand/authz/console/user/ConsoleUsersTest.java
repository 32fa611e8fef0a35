package dev.errand.authz.console.user;

import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

import dev.errand.authz.testing.Browser;
import dev.errand.authz.testing.WebServer;
import dev.errand.authz.user.Role;
import dev.errand.authz.user.UserAccount;
import dev.errand.authz.user.Users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

/** The pages about accounts, as a browser without JavaScript has them. */
@WebServer
class ConsoleUsersTest {

    private static final Pattern PASSWORD = Pattern.compile("<pre id=\"password\">([^<]+)</pre>");
    private static final Pattern ACCOUNT = Pattern.compile("href=\"/console/users/([^\"/?]+)\"");
    private static final Pattern TAG = Pattern.compile("name=\"tag\" value=\"([^\"]+)\"");

    private final MockMvc mvc;
    private final Users users;
    private Browser admin;

    @Autowired
    ConsoleUsersTest(MockMvc mvc, Users users) {
        this.mvc = mvc;
        this.users = users;
    }

    @BeforeEach
    void logIn() throws Exception {
        users.registerIfAbsent(new UserAccount("users-admin", "users-admin", "A", Set.of(Role.ADMIN), true), users.hash("x"),
                "test");
        this.admin = new Browser(mvc);
        admin.logIn("users-admin", "x");
    }

    private MockHttpServletResponse send(MockHttpServletRequestBuilder request) throws Exception {
        return admin.send(request).getResponse();
    }

    private MockHttpServletRequestBuilder form(String path) throws Exception {
        return post(path).param("_csrf", admin.csrf());
    }

    private static String find(Pattern pattern, String page) {
        Matcher found = pattern.matcher(page);
        assertThat(found.find()).as(page).isTrue();
        return found.group(1);
    }

    private String made(String username) throws Exception {
        MockHttpServletResponse made = send(form("/console/new-user").param("username", username)
                .param("display_name", "Some One").param("role.user", "user"));
        assertThat(made.getStatus()).isEqualTo(200);
        return made.getContentAsString();
    }

    @Test
    void showsTheFirstPasswordOnceOnAPageThatNobodyKeeps() throws Exception {
        String username = "n-" + UUID.randomUUID();
        MockHttpServletResponse made = send(form("/console/new-user").param("username", username).param("role.user", "user"));
        assertThat(made.getHeader("Cache-Control")).contains("no-store");
        String password = find(PASSWORD, made.getContentAsString());
        assertThat(password).hasSizeGreaterThan(20);
        Browser newcomer = new Browser(mvc);
        assertThat(newcomer.logIn(username, password).getResponse().getHeader("Location")).doesNotContain("error");

        MockHttpServletResponse again = send(form("/console/new-user").param("username", username).param("role.user", "user"));
        assertThat(again.getStatus()).isEqualTo(422);
        assertThat(again.getContentAsString()).contains("This is another account&#39;s", "username-problem")
                .doesNotContain(password);
        String page = send(get("/console/users/" + find(ACCOUNT, made.getContentAsString()))).getContentAsString();
        assertThat(page).contains(username, "/console/sessions?subject=", "/console/runs?subject=")
                .doesNotContain(password, "??", "style=");
    }

    @Test
    void showsWhatIsDifferentBeforeItSavesIt() throws Exception {
        String username = "n-" + UUID.randomUUID();
        String account = "/console/users/" + find(ACCOUNT, made(username));
        String tag = find(TAG, send(get(account + "/edit")).getContentAsString());
        String review = send(changed(account + "/review", tag, username, "auditor")).getContentAsString();
        assertThat(review).contains("<del class=\"line\">user</del>", "<ins class=\"line\">auditor</ins>");
        assertThat(send(changed(account + "/save", tag, username, "auditor")).getHeader("Location"))
                .isEqualTo(account + "?done=saved");
        MockHttpServletResponse late = send(changed(account + "/save", tag, username, "admin"));
        assertThat(late.getStatus()).isEqualTo(409);
        assertThat(late.getContentAsString()).contains("Somebody else changed this", "auditor</del>", "admin</ins>");
        MockHttpServletResponse wrong = send(changed(account + "/review", tag, "", "user"));
        assertThat(wrong.getStatus()).isEqualTo(422);
    }

    private MockHttpServletRequestBuilder changed(String path, String tag, String username, String role) throws Exception {
        return form(path).param("tag", tag).param("username", username).param("display_name", "Some One").param("role." + role,
                role);
    }

    @Test
    void nobodyGivesThemselvesARole() throws Exception {
        String tag = find(TAG, send(get("/console/users/users-admin/edit")).getContentAsString());
        MockHttpServletResponse refused = send(changed("/console/users/users-admin/save", tag, "users-admin", "admin")
                .param("role.auditor", "auditor"));
        assertThat(refused.getStatus()).isEqualTo(422);
        assertThat(refused.getContentAsString()).contains("would give you a role that you lack");
        assertThat(users.find("users-admin").orElseThrow().roles()).containsExactly(Role.ADMIN);
    }

    @Test
    void disablesAfterAPreviewAndEnablesAgain() throws Exception {
        String account = "/console/users/" + find(ACCOUNT, made("n-" + UUID.randomUUID()));
        assertThat(send(get(account + "/disable")).getContentAsString()).contains("It ends no session");
        assertThat(send(form(account + "/disable")).getHeader("Location")).isEqualTo(account + "?done=disabled");
        assertThat(send(get(account).param("done", "disabled")).getContentAsString()).contains("The account is disabled");
        assertThat(send(form(account + "/enable")).getStatus()).isEqualTo(303);
        assertThat(send(get("/console/users").param("search", "n-")).getContentAsString()).contains(account)
                .doesNotContain("??");
    }
}
