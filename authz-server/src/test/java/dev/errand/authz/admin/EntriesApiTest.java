package dev.errand.authz.admin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import dev.errand.authz.running.AdministrativeClient;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.testing.Race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Scopes, compositions and rules one at a time, over HTTP. */
class EntriesApiTest {

    private static final String API = "/admin/api/v1";
    private static final String WHY = "?why=because";

    private static final String SCOPE = """
            {"name": "read:$NAME", "tool": "https://orders.example", "description": "Read one thing", "effect": "read",
             "labels": ["kept-$NAME"], "identifier": {"pattern": "thing-[0-9]{1,10}"},
             "actions": [{"name": "read-thing", "parameters": {"colour": {"one_of": ["red", "blue"]}}}]}
            """;

    private static RunningServer server;
    private static AdministrativeClient admin;
    private static AdministrativeClient auditor;

    @BeforeAll
    static void start() {
        server = new RunningServer();
        admin = AdministrativeClient.admin(server);
        auditor = AdministrativeClient.auditor(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String scope(String name) {
        return SCOPE.replace("$NAME", name);
    }

    private static Reply get(String path) {
        return admin.send("GET", API + path, Map.of(), "");
    }

    private static String tag(Reply reply) {
        return reply.http().headers().firstValue("ETag").orElseThrow();
    }

    private static Reply put(String path, Map<String, String> precondition, String body) {
        Map<String, String> headers = new HashMap<>(precondition);
        headers.putIfAbsent("Content-Type", "application/json");
        headers.values().removeIf(String::isEmpty);
        return admin.send("PUT", API + path, headers, body);
    }

    private static Reply create(String path, String body) {
        return put(path + WHY, Map.of("If-None-Match", "*"), body);
    }

    @Test
    void aScopeIsMadeReadAndChanged() {
        Reply made = create("/scopes/read:made", scope("made"));
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        assertThat(made.json().path("saved").path("state").asString()).isEqualTo("active");
        Reply read = get("/scopes/read:made");
        assertThat(tag(read)).isEqualTo(tag(made));
        assertThat(read.json().path("href").asString()).isEqualTo(API + "/scopes/read:made");
        assertThat(read.json().path("versions").path(0).path("transitions").path(0).path("why").asString())
                .isEqualTo("because");
        String changed = read.json().path("definition").toString().replace("one thing", "one other thing");
        Reply saved = put("/scopes/read:made" + WHY, Map.of("If-Match", tag(read)), changed);
        assertThat(saved.status()).as(saved.body()).isEqualTo(200);
        assertThat(saved.json().path("version").asInt()).isEqualTo(2);
        assertThat(saved.json().path("description").asString()).isEqualTo("Read one other thing");
        assertThat(get("/scopes/read:made").json().path("versions")).hasSize(2);
        Reply again = put("/scopes/read:made" + WHY, Map.of("If-Match", tag(saved)), changed);
        assertThat(again.status()).isEqualTo(200);
        assertThat(tag(again)).isEqualTo(tag(saved));
    }

    @Test
    void whatIsNotAsTheCallerHasSeenItIsLeftAlone() {
        Reply made = create("/scopes/read:seen", scope("seen"));
        String other = scope("seen").replace("one thing", "one other thing");
        assertThat(create("/scopes/read:seen", other).status()).isEqualTo(412);
        assertThat(put("/scopes/read:seen" + WHY, Map.of("If-Match", "\"1.1.retired\""), other).status()).isEqualTo(412);
        assertThat(put("/scopes/read:seen" + WHY, Map.of("If-Match", "W/" + tag(made)), other).status()).isEqualTo(412);
        assertThat(put("/scopes/read:seen" + WHY, Map.of("If-Match", "*"), other).status()).isEqualTo(428);
        assertThat(put("/scopes/read:seen" + WHY, Map.of(), other).status()).isEqualTo(428);
        assertThat(put("/scopes/read:unseen" + WHY, Map.of("If-Match", tag(made)), scope("unseen")).status()).isEqualTo(412);
        assertThat(get("/scopes/read:seen").json().path("version").asInt()).isOne();
        assertThat(put("/scopes/read:seen" + WHY, Map.of("If-Match", tag(made)), other).status()).isEqualTo(200);
    }

    @Test
    void ofManyChangesToWhatAllHaveSeenOneIsMade() throws Exception {
        String seen = tag(create("/scopes/read:raced", scope("raced")));
        List<Integer> statuses = Race.of(IntStream.range(0, 6).mapToObj(number -> (Callable<Integer>) () -> put(
                "/scopes/read:raced" + WHY, Map.of("If-Match", seen),
                scope("raced").replace("one thing", "thing " + number)).status()).toList());
        assertThat(statuses).containsOnlyOnce(200).allMatch(status -> status == 200 || status == 412);
        assertThat(get("/scopes/read:raced").json().path("versions")).hasSize(2);
    }

    static Stream<Arguments> malformed() {
        return Stream.of(arguments("{", 400, "body_malformed", ""),
                arguments("[]", 400, "body_malformed", ""),
                arguments(scope("bad").replace("\"read\"", "\"wild\""), 400, "body_malformed", "effect"),
                arguments(scope("bad").replace("\"effect\"", "\"affect\""), 400, "body_malformed", "effect"),
                arguments(scope("bad").replace("\"labels\"", "\"more\": 1, \"labels\""), 400, "body_malformed", "more"),
                arguments(scope("bad").replace("\"labels\"", "\"effect\": \"write\", \"labels\""), 400, "body_malformed", ""),
                arguments(scope("bad").replace("\"red\"", "7"), 400, "body_malformed",
                        "actions[0].parameters.colour.one_of[0]"),
                arguments(scope("bad").replace("{1,10}", "(1,10)"), 400, "body_malformed", "identifier.pattern"),
                arguments(scope("other"), 400, "body_malformed", "name"),
                arguments(scope("bad") + scope("bad"), 400, "body_malformed", ""),
                arguments(scope("bad").replace("orders.example", "nowhere.example"), 409, "entry_inconsistent", "tool"),
                arguments("x".repeat((1 << 20) + 1), 400, "body_malformed", ""),
                arguments("<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><x>&a;</x>", 400, "body_malformed", ""));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void aMistakeIsNamedByItsMember(String body, int status, String reason, String member) {
        Reply refused = create("/scopes/read:bad", body);
        assertThat(refused.status()).as(refused.body()).isEqualTo(status);
        assertThat(refused.text("reason")).isEqualTo(reason);
        assertThat(refused.text("member")).isEqualTo(member);
        assertThat(get("/scopes/read:bad").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"application/yaml, 415", "text/plain, 415", "'', 415"})
    void aBodyThatIsNoJsonIsNotRead(String type, int status) {
        assertThat(put("/scopes/read:typed" + WHY, Map.of("If-None-Match", "*", "Content-Type", type), scope("typed"))
                .status()).isEqualTo(status);
        assertThat(create("/scopes/read:typed-" + type.length(), scope("typed-" + type.length())).status()).isEqualTo(201);
    }

    @Test
    void aChangeSaysWhy() {
        assertThat(put("/scopes/read:why", Map.of("If-None-Match", "*"), scope("why")).text("reason"))
                .isEqualTo("parameter_malformed");
        assertThat(create("/scopes/read:why", scope("why")).status()).isEqualTo(201);
    }

    @Test
    void compositionsAndRulesAreMadeAndChangedLikewise() {
        create("/scopes/read:one", scope("one"));
        create("/scopes/read:two", scope("two"));
        String composition = """
                {"name": "both", "tool": "https://orders.example", "description": "Read both",
                 "scopes": ["read:one", "read:two"]}""";
        assertThat(create("/compositions/both", composition.replace("read:two", "read:none")).text("member"))
                .isEqualTo("scopes");
        Reply made = create("/compositions/both", composition);
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        String rule = """
                {"name": "never-both", "description": "Not both", "scopes": ["read:one", "read:two"]}""";
        Reply forbids = create("/rules/never-both", rule);
        assertThat(forbids.status()).isEqualTo(409);
        assertThat(forbids.text("detail")).isEqualTo("The entry forbids an active composition");
        Reply retired = put("/compositions/both" + WHY, Map.of("If-Match", tag(made)),
                composition.replace("{\"name\"", "{\"state\": \"retired\", \"name\""));
        assertThat(retired.json().path("state").asString()).isEqualTo("retired");
        assertThat(create("/rules/never-both", rule).status()).isEqualTo(201);
        assertThat(get("/rules/never-both").json().path("definition").path("scopes")).hasSize(2);
        assertThat(get("/rules?search=never-both").json().path("items")).hasSize(1);
    }

    @Test
    void listsGoPageByPageAndKeepWhatTheFilterSays() {
        for (int i = 0; i < 5; i++) {
            create("/scopes/read:page-" + i, scope("page-" + i));
        }
        List<String> seen = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = get("/scopes?search=page-&limit=2" + next).json();
            page.path("items").forEach(item -> seen.add(item.path("name").asString()));
            next = "&after=" + page.path("next").asString("");
        } while (!next.equals("&after="));
        assertThat(seen).containsExactly("read:page-0", "read:page-1", "read:page-2", "read:page-3", "read:page-4");
        assertThat(get("/scopes?label=kept-page-3&effect=read&state=active&tool=https://orders.example").json().path("items"))
                .singleElement().satisfies(item -> assertThat(item.path("name").asString()).isEqualTo("read:page-3"));
        assertThat(get("/scopes?label=kept-page-3&effect=write").json().path("items")).isEmpty();
        assertThat(get("/scopes?label=kept-page-3&state=draft").json().path("items")).isEmpty();
        assertThat(get("/scopes?label=").json().path("items")).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"/scopes?effect=wild, effect", "/scopes?state=gone, state", "/rules?limit=0, limit", "/rules?limit=201, limit",
        "/compositions?after=x, after", "/tools?limit=many, limit", "/tools?after=WyJhIiwiYiJd, after"})
    void aQueryThatMeansNothingIsToldSo(String path, String parameter) {
        Reply refused = get(path);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("member")).isEqualTo(parameter);
        assertThat(get(path.replaceFirst("\\?.*", "")).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"/scopes/read:nothing", "/scopes/~cmVhZDpvcmRlcnM", "/compositions/nothing", "/rules/nothing", "/tools/nothing",
        "/tools/~bm90aGluZw", "/tools/~%"})
    void whatThereIsNotIsNotFound(String path) {
        assertThat(get(path.replace("%", "%25")).status()).isIn(400, 404);
    }

    @ParameterizedTest
    @CsvSource({"/scopes/read:mine", "/compositions/mine", "/rules/mine", "/tools/mine"})
    void anAuditorReadsAndChangesNothing(String path) {
        assertThat(auditor.send("PUT", API + path + WHY, Map.of("If-None-Match", "*", "Content-Type", "application/json"), "{}")
                .status()).isEqualTo(403);
        assertThat(auditor.send("GET", API + path.replaceFirst("/mine|/read:mine", ""), Map.of(), "").status())
                .isEqualTo(200);
    }
}
