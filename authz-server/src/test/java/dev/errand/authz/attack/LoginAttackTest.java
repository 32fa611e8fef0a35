package dev.errand.authz.attack;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.running.Visitors;
import dev.errand.authz.session.SessionEnding;
import dev.errand.authz.session.Sessions;
import dev.errand.authz.testing.TestDatabase;
import dev.errand.authz.user.Role;
import dev.errand.authz.user.UserAccount;
import dev.errand.authz.user.Users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/** Attacks on the built-in login: where it sends browsers, guessed passwords, and sessions that are not the user's. */
class LoginAttackTest {

    private static final String SESSION = "__Host-errand_session";
    private static final String TARGET = "__Host-errand_target";
    private static final String PASSWORD = "correct horse";

    private static RunningServer server;

    /** With all the time that it needs: how long a login waits for its turn depends on the machine. */
    @BeforeAll
    static void start() {
        server = new RunningServer(TestDatabase.POSTGRESQL.newUrl());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void forget() {
        server.jdbc().sql("delete from login_attempts").update();
    }

    private static BrowserUser admin() {
        BrowserUser admin = new BrowserUser(server);
        admin.logIn("admin", "battery staple");
        admin.get("/login");
        return admin;
    }

    private static boolean isLoggedIn(BrowserUser user) {
        return user.get("/login").body().contains("You are logged in");
    }

    /** AD-07: what the login page's address says is not read. */
    @ParameterizedTest
    @ValueSource(strings = {"continue=//evil.example", "continue=%2F%2Fevil.example", "continue=\\\\evil.example",
        "continue=%5C%5Cevil.example", "continue=https:evil.example", "continue=https://evil.example",
        "next=%2F%09%2Fevil.example", "redirect_uri=https://evil.example", "url=javascript:alert(1)",
        "post_logout_redirect_uri=https://evil.example&id_token_hint=x"})
    void whateverTheAddressAsksForABrowserStaysHere(String query) {
        BrowserUser user = new BrowserUser(server);
        user.get("/login?" + query.replace("\\", "%5C"));
        Reply login = user.post("/login?" + query.replace("\\", "%5C"), Map.of("username", "alice", "password", PASSWORD));
        assertThat(login.location()).isEqualTo("/");

        user.get("/login");
        Reply logout = user.post("/logout?" + query.replace("\\", "%5C"), Map.of());
        assertThat(logout.location()).isEqualTo("/login?logout");
    }

    /** AD-07: the cookie that remembers the page can be written by anybody. */
    @ParameterizedTest
    @ValueSource(strings = {"//evil.example", "/\\evil.example", "\\\\evil.example", "https:evil.example", "https://evil.example",
        "/\t/evil.example", "/%0d%0aLocation:https://evil.example\r\nX: y", "javascript:alert(1)", "evil.example", "/ä"})
    void aForgedTargetLeadsNowhereElse(String target) {
        BrowserUser user = new BrowserUser(server).planted(TARGET, Base64.getUrlEncoder().withoutPadding()
                .encodeToString(target.getBytes(StandardCharsets.ISO_8859_1)));
        assertThat(user.logIn("alice", PASSWORD).location()).isEqualTo("/");

        BrowserUser twin = new BrowserUser(server);
        twin.get("/console/x?y=%2F%2Fevil.example");
        assertThat(twin.logIn("alice", PASSWORD).location()).isEqualTo("/console/x?y=%2F%2Fevil.example");
    }

    private static Reply logIn(String username, String password, Map<String, String> headers) {
        BrowserUser browser = new BrowserUser(server);
        browser.get("/login");
        List<Map.Entry<String, String>> all = new ArrayList<>(browser.headers().entrySet());
        all.addAll(headers.entrySet());
        return server.post("/login", List.of(Map.entry("username", username), Map.entry("password", password),
                Map.entry("_csrf", browser.csrf())), all);
    }

    /** AD-09: a hundred passwords for one user. */
    @ParameterizedTest
    @ValueSource(strings = {"alice", "nobody-of-that-name"})
    void ofAHundredPasswordsForOneUserFiveAreLookedAt(String username) {
        BrowserUser owner = BrowserUser.alice(server);
        List<Reply> replies = IntStream.range(0, 100).mapToObj(i -> logIn(username, "guess " + i, Map.of())).toList();

        assertThat(replies.subList(0, 5)).allMatch(reply -> reply.status() == 303);
        assertThat(replies.subList(5, 100)).allMatch(reply -> reply.status() == 429);
        Reply right = logIn(username, PASSWORD, Map.of());
        assertThat(right.status()).isEqualTo(429);
        assertThat(right.http().headers().firstValue("Retry-After")).contains("30");
        assertThat(right.body()).contains("Username and password do not match an account that can log in.");
        assertThat(logIn("admin", "battery staple", Map.of()).location()).isEqualTo("/");
        assertThat(isLoggedIn(owner)).as("a session that was there goes on").isTrue();
        assertThat(owner.logIn("alice", PASSWORD).location()).as("a browser that is known").isEqualTo("/");
        server.clock.advance(Duration.ofSeconds(30));
        assertThat(logIn("alice", PASSWORD, Map.of()).location()).isEqualTo("/");
    }

    /** AD-09: known, unknown, disabled and locked look the same, but for the token in the form. */
    @Test
    void nothingTellsWhichUsersExist() {
        server.bean(Users.class).registerIfAbsent(new UserAccount("off", "off", "Off", Set.of(Role.USER), false),
                server.bean(Users.class).hash(PASSWORD), "test");
        List<List<String>> seen = new ArrayList<>();
        for (String username : List.of("alice", "off", "nobody", "\u00e4", "' or 1=1 --")) {
            seen.add(IntStream.range(0, 7).mapToObj(i -> looks(logIn(username, "guess " + i, Map.of()))).toList());
        }
        assertThat(Set.copyOf(seen)).hasSize(1);
    }

    private static String looks(Reply reply) {
        return reply.status() + " " + reply.http().headers().firstValue("Location") + " "
                + reply.http().headers().firstValue("Retry-After") + " "
                + reply.body().replaceAll("value=\"[^\"]{40,}\"", "");
    }

    /** AD-09 and IN-31: one password for a hundred users, from ever other addresses as a header would have it. */
    @Test
    void onePasswordForAHundredUsersIsStoppedWhateverTheHeadersSay() {
        BrowserUser owner = BrowserUser.alice(server);
        server.jdbc().sql("delete from login_attempts").update();
        List<Integer> statuses = IntStream.range(0, 100).mapToObj(i -> logIn("user " + i, "Summer2030",
                Map.of("X-Forwarded-For", "198.51.100." + i, "x-real-ip", "198.51.100." + i, "Forwarded", "for=198.51.100." + i))
                .status()).toList();

        assertThat(statuses.subList(0, 30)).containsOnly(303);
        assertThat(statuses.subList(30, 100)).containsOnly(429);
        assertThat(owner.logIn("alice", PASSWORD).location()).isEqualTo("/");
        assertThat(logIn("alice", PASSWORD, Map.of()).status()).isEqualTo(429);
        server.clock.advance(Duration.ofSeconds(30));
        assertThat(logIn("alice", PASSWORD, Map.of()).location()).isEqualTo("/");
    }

    /** AD-09: an administrator lets a user in again. */
    @Test
    void anAdministratorUnlocks() {
        IntStream.range(0, 5).forEach(i -> logIn("alice", "guess " + i, Map.of()));
        assertThat(logIn("alice", PASSWORD, Map.of()).status()).isEqualTo(429);
        BrowserUser admin = admin();
        assertThat(BrowserUser.alice(server).post("/admin/api/v1/users/user-678/unlock", Map.of()).status()).isIn(401, 403);

        Reply unlocked = admin.post("/admin/api/v1/users/user-678/unlock", Map.of());
        assertThat(unlocked.status()).isEqualTo(200);
        assertThat(unlocked.body()).isEqualTo("{\"unlocked\":true}");
        assertThat(admin.post("/admin/api/v1/users/nobody/unlock", Map.of()).status()).isEqualTo(404);
        assertThat(logIn("alice", PASSWORD, Map.of()).location()).isEqualTo("/");
    }

    /** AD-09: at the account's page, which auditors read too. */
    @Test
    void anAdministratorSeesWhoIsLockedOutAndUnlocks() {
        BrowserUser admin = admin();
        BrowserUser auditor = Visitors.auditor(server);
        assertThat(admin.get("/console/users/user-678").body()).contains("not locked").doesNotContain("/unlock\"");
        IntStream.range(0, 5).forEach(i -> logIn("alice", "guess " + i, Map.of()));
        assertThat(admin.get("/console/users/user-678").body()).contains("in browsers that are not known for it, until",
                "action=\"/console/users/user-678/unlock\"").doesNotContain("in a browser that is known for it", "??");
        assertThat(auditor.get("/console/users/user-678").body()).contains("in browsers that are not known for it, until")
                .doesNotContain("/unlock\"");
        assertThat(auditor.post("/console/users/user-678/unlock", Map.of()).status()).isEqualTo(403);
        assertThat(logIn("alice", PASSWORD, Map.of()).status()).as("no auditor unlocks").isEqualTo(429);

        assertThat(admin.post("/console/users/user-678/unlock", Map.of()).location()).endsWith("?done=unlocked");
        assertThat(logIn("alice", PASSWORD, Map.of()).location()).isEqualTo("/");
        assertThat(admin.get("/console/users/user-678?done=unlocked").body()).contains("The account is unlocked", "not locked");
        assertThat(admin.post("/console/users/nobody/unlock", Map.of()).status()).isEqualTo(404);
        BrowserUser owner = BrowserUser.alice(server);
        IntStream.range(0, 5).forEach(i -> owner.logIn("alice", "guess " + i));
        assertThat(admin.get("/console/users/user-678").body()).contains("in a browser that is known for it, until")
                .doesNotContain("in browsers that are not known for it");
        admin.post("/console/users/user-678/unlock", Map.of());
        assertThat(owner.logIn("alice", PASSWORD).location()).isEqualTo("/");
    }

    static Stream<Arguments> endings() {
        return Stream.of(ending("AD-11: logged out", (user, cookie) -> user.logOut()),
                ending("AD-11: idle", (user, cookie) -> server.clock.advance(Duration.ofMinutes(30))),
                ending("AD-11: at the absolute end", (user, cookie) -> {
                    for (int i = 0; i < 20; i++) {
                        server.clock.advance(Duration.ofMinutes(25));
                        user.get("/login");
                    }
                }),
                ending("AD-11: ended by an administrator",
                        (user, cookie) -> server.bean(Sessions.class).end(sid(), SessionEnding.ADMIN)),
                ending("AD-11: replaced by another login", (user, cookie) -> user.logIn("jo", PASSWORD)),
                ending("AD-11: disabled", (user, cookie) -> server.bean(Users.class).update(jo(false, Role.USER), "test")),
                ending("AD-11: in another role",
                        (user, cookie) -> server.bean(Users.class).update(jo(true, Role.AUDITOR), "test")),
                ending("AD-11: under another password", (user, cookie) -> server.bean(Users.class)
                        .registerWithPassword(jo(true, Role.USER), "another", "test")));
    }

    private static Arguments ending(String name, BiConsumer<BrowserUser, String> change) {
        return argumentSet(name, change);
    }

    private static UserAccount jo(boolean enabled, Role role) {
        return new UserAccount("jo", "jo", "Jo", Set.of(role), enabled);
    }

    private static String sid() {
        return server.jdbc().sql("select sid from user_session where subject = 'jo' and state = 'live'").query(String.class)
                .single();
    }

    @ParameterizedTest
    @MethodSource("endings")
    void aCookieIsGoodUntilItsSessionIsOver(BiConsumer<BrowserUser, String> change) {
        server.bean(Users.class).registerWithPassword(jo(true, Role.USER), PASSWORD, "test");
        server.jdbc().sql("update user_session set state = 'ended' where subject = 'jo'").update();
        BrowserUser user = new BrowserUser(server);
        user.logIn("jo", PASSWORD);
        String cookie = user.cookie(SESSION);
        assertThat(isLoggedIn(new BrowserUser(server).planted(SESSION, cookie))).isTrue();

        change.accept(user, cookie);
        BrowserUser thief = new BrowserUser(server).planted(SESSION, cookie);
        assertThat(thief.get("/my/security").location()).isEqualTo("/login");
        assertThat(isLoggedIn(thief)).isFalse();
    }

    /** AD-11: a cookie from before the login is never taken over, whoever set it. */
    @Test
    void noLoginAdoptsASession() {
        BrowserUser attacker = BrowserUser.alice(server);
        BrowserUser victim = new BrowserUser(server).planted(SESSION, attacker.cookie(SESSION));
        victim.logIn("admin", "battery staple");
        assertThat(victim.cookie(SESSION)).isNotEqualTo(attacker.cookie(SESSION));
        assertThat(isLoggedIn(attacker)).as("the planted one is ended").isFalse();
        BrowserUser made = new BrowserUser(server).planted(SESSION, "A".repeat(43));
        made.logIn("alice", PASSWORD);
        assertThat(made.cookie(SESSION)).isNotEqualTo("A".repeat(43));
        assertThat(isLoggedIn(new BrowserUser(server).planted(SESSION, "A".repeat(43)))).isFalse();
    }

    /** AD-11: a name without the prefix is anybody's on the domain, and is not read. */
    @Test
    void aCookieWithoutThePrefixIsNone() {
        String cookie = BrowserUser.alice(server).cookie(SESSION);

        assertThat(isLoggedIn(new BrowserUser(server).planted("errand_session", cookie))).isFalse();
        assertThat(isLoggedIn(new BrowserUser(server).planted(SESSION, cookie))).isTrue();
    }
}
