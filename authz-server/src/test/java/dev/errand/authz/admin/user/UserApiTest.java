package dev.errand.authz.admin.user;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.errand.authz.running.AdministrativeClient;
import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.testing.Race;

import static org.assertj.core.api.Assertions.assertThat;

class UserApiTest {

    private static final String USERS = "/admin/api/v1/users";
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");
    private static final String PASSWORD = "a first password";
    private static final String CHOSEN = "a second password";

    private static RunningServer server;
    private static AdministrativeClient admin;

    @BeforeAll
    static void start() {
        server = new RunningServer();
        admin = AdministrativeClient.admin(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Reply get(String path) {
        return admin.send("GET", path, Map.of(), "");
    }

    private static Reply put(String subject, String header, String value, String body) {
        Map<String, String> headers = new LinkedHashMap<>(JSON);
        headers.put(header, value);
        return admin.send("PUT", USERS + "/" + subject, headers, body);
    }

    private static Reply create(String subject, String body) {
        return put(subject, "If-None-Match", "*", body);
    }

    private static Reply post(String path) {
        return admin.send("POST", USERS + path, Map.of(), "");
    }

    private static String body(String username, String roles) {
        return """
                {"username": "%s", "display_name": "Some One", "roles": [%s], "password": "%s"}"""
                .formatted(username, roles, PASSWORD);
    }

    private static String withoutPassword(String body) {
        return body.replace(", \"password\": \"" + PASSWORD + "\"", "");
    }

    private static String tag(Reply reply) {
        return reply.http().headers().firstValue("ETag").orElseThrow();
    }

    private static String fresh() {
        return "u-" + UUID.randomUUID();
    }

    @Test
    void makesAnAccountWithAFirstPasswordThatNobodyReadsAgain() {
        String subject = fresh();
        Reply made = create(subject, body(subject, "\"user\""));
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.body()).doesNotContain("password", PASSWORD);
        assertThat(made.http().headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(new BrowserUser(server).logIn(subject, PASSWORD).location()).doesNotContain("error");
        assertThat(create(subject, body(subject, "\"user\"")).status()).isEqualTo(412);
        Reply taken = create(fresh(), body(subject, "\"user\""));
        assertThat(taken.text("reason")).isEqualTo("username_taken");
        assertThat(get(USERS + "/" + subject).body()).doesNotContain("password", "bcrypt");
    }

    @Test
    void changesWhatWasSeenButNoPassword() {
        String subject = fresh();
        String body = body(subject, "\"user\"");
        String seen = tag(create(subject, body));
        Reply refused = put(subject, "If-Match", seen, body);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("member")).isEqualTo("password");
        assertThat(refused.body()).doesNotContain(PASSWORD);

        Reply changed = put(subject, "If-Match", seen, withoutPassword(body).replace("Some One", "Any One"));
        assertThat(changed.text("display_name")).isEqualTo("Any One");
        assertThat(put(subject, "If-Match", seen, withoutPassword(body)).status()).isEqualTo(412);
        assertThat(admin.send("PUT", USERS + "/" + subject, JSON, withoutPassword(body)).status()).isEqualTo(428);
        assertThat(create(fresh(), withoutPassword(body(fresh(), "\"user\""))).text("member")).isEqualTo("password");
        assertThat(put(fresh(), "If-Match", "\"1\"", withoutPassword(body)).status()).isEqualTo(412);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # what to replace         | by                                 | member
            "display_name": "Some One" | "display_name": "a\\u0000b"       | display_name
            "display_name": "Some One" | "display_name": 1                 | display_name
            "display_name": "Some One" | "colour": "red"                   | colour
            "display_name": "Some One" | "subject": "another"              | subject
            "display_name": "Some One" | "enabled": 1                      | enabled
            "a first password"        | "too short"                        | password
            "a first password"        | "with a\\u0000NUL in it"           | password
            "a first password"        | 123456789012                       | password
            ["user"]                  | ["owner"]                          | roles
            ["user"]                  | "user"                             | roles
            ["user"]                  | ["user", "user"]                   | roles[1]
            """)
    void namesTheMemberThatIsWrong(String what, String by, String member) {
        String subject = fresh();
        String good = body(subject, "\"user\"");
        assertThat(good).contains(what);
        Reply refused = create(subject, good.replace(what, by));
        assertThat(refused.status()).as(refused.body()).isEqualTo(400);
        assertThat(refused.text("member")).isEqualTo(member);
        assertThat(create(subject, good).status()).isEqualTo(201);
    }

    @Test
    void aPasswordIsOfSomeLengthAtMost() {
        String subject = fresh();
        String good = body(subject, "\"user\"");
        assertThat(create(subject, good.replace(PASSWORD, "ä".repeat(513))).text("member")).isEqualTo("password");
        assertThat(create(subject, good.replace(PASSWORD, "ä".repeat(512))).status()).isEqualTo(201);
    }

    @Test
    void listsInPagesAndByABeginning() {
        String stem = "list" + UUID.randomUUID().toString().substring(0, 8);
        for (String end : List.of("c", "a", "b")) {
            assertThat(create(stem + end, body(stem + end, "\"user\"")).status()).isEqualTo(201);
        }
        Reply first = get(USERS + "?limit=2&search=" + stem);
        assertThat(first.json().path("items")).extracting(item -> item.path("username").asString())
                .containsExactly(stem + "a", stem + "b");
        Reply second = get(USERS + "?limit=2&enabled=true&search=" + stem + "&after=" + first.text("next"));
        assertThat(second.json().path("items")).hasSize(1);
        assertThat(get(USERS + "?enabled=false&search=" + stem).json().path("items")).isEmpty();
    }

    @Test
    void disablingEndsTheSessionsAndRunsThatThePreviewCounts() {
        String subject = fresh();
        create(subject, body(subject, "\"user\""));
        BrowserUser user = new BrowserUser(server);
        user.logIn(subject, PASSWORD);
        user.get("/my/password");
        user.post("/my/password", Map.of("old", PASSWORD, "chosen", CHOSEN, "again", CHOSEN));
        AgentInstance.Run run = new AgentInstance(server).run(user);
        assertThat(get(USERS + "/" + subject + "/disable").json().toString())
                .isEqualTo("{\"sessions\":1,\"runs\":1,\"counted_up_to\":1000}");

        assertThat(post("/" + subject + "/disable").json().path("enabled").asBoolean()).isFalse();
        assertThat(get(USERS + "/" + subject + "/disable").json().path("sessions").asInt()).isZero();
        assertThat(run.exchangeOrder().send().status()).isBetween(400, 401);
        assertThat(new BrowserUser(server).logIn(subject, CHOSEN).location()).contains("error");
        post("/" + subject + "/enable");
        assertThat(new BrowserUser(server).logIn(subject, CHOSEN).location()).doesNotContain("error");
        assertThat(run.exchangeOrder().send().status()).as("what ended stays ended").isBetween(400, 401);
    }

    /** AD-13: what a key in the path can be made to mean. */
    @ParameterizedTest
    @CsvSource({"nothing, 404", "USER-9, 404", "admin, 404", "~dXNlci05, 404", "~, 404", "..%2Fagents%2Fsupport-agent, 400",
        "user-9, 200"})
    void aKeyNamesOneAccountOrNone(String key, int status) {
        assertThat(get(USERS + "/" + key).status()).isEqualTo(status);
        assertThat(get(USERS + "/" + key + "/disable").status()).isEqualTo(status);
    }

    /** AD-13: an account is no key to itself. */
    @Test
    void nobodyReadsOrChangesTheirOwnAccountByItsKey() {
        BrowserUser alice = BrowserUser.alice(server);
        alice.get("/login");
        for (String key : List.of("user-678", "user-9")) {
            assertThat(alice.get(USERS + "/" + key).status()).isEqualTo(403);
            Map<String, String> headers = new LinkedHashMap<>(alice.headers());
            headers.put("X-CSRF-TOKEN", alice.csrf());
            assertThat(server.send("POST", USERS + "/" + key + "/disable", headers, "").status()).isEqualTo(403);
            assertThat(alice.get("/console/users/" + key).status()).isEqualTo(403);
        }
    }

    @Test
    void nobodyGivesThemselvesARoleAndTheLastWhoAdministersStays() {
        BrowserUser last = new BrowserUser(server);
        last.logIn("admin", "battery staple");
        last.get("/login");
        Reply own = get(USERS + "/user-9");
        String more = own.body().replace("\"roles\":[\"user\",\"admin\"]", "\"roles\":[\"user\",\"admin\",\"auditor\"]");
        assertThat(more).isNotEqualTo(own.body());
        assertThat(change(last, own, more).text("reason")).isEqualTo("own_role");

        String less = own.body().replace("\"roles\":[\"user\",\"admin\"]", "\"roles\":[\"user\"]");
        assertThat(change(last, own, less).text("reason")).isEqualTo("last_administrator");
        assertThat(post("/user-9/disable").text("reason")).isEqualTo("last_administrator");
        assertThat(change(last, own, own.body().replace("\"enabled\":true", "\"enabled\":false")).text("reason"))
                .isEqualTo("last_administrator");
        assertThat(last.get("/console").status()).as("still logged in").isEqualTo(200);
    }

    private static Reply change(BrowserUser browser, Reply seen, String body) {
        Map<String, String> headers = new LinkedHashMap<>(browser.headers());
        headers.putAll(Map.of("X-CSRF-TOKEN", browser.csrf(), "Content-Type", "application/json", "If-Match", tag(seen)));
        return server.send("PUT", USERS + "/user-9", headers, body);
    }

    @Test
    void ofManyWhoMakeOneAccountOneDoes() throws Exception {
        String subject = fresh();
        List<Reply> replies = Race.of(4, () -> create(subject, body(subject, "\"user\"")));
        assertThat(replies).filteredOn(reply -> reply.status() == 201).hasSize(1);
        assertThat(replies).allMatch(reply -> reply.status() == 201 || reply.status() == 412 || reply.status() == 503);
    }
}
