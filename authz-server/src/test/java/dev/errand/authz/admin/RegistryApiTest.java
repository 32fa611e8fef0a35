package dev.errand.authz.admin;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.errand.authz.running.AdministrativeClient;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.testing.Race;

import static org.assertj.core.api.Assertions.assertThat;

/** The registry as a document, over HTTP. */
class RegistryApiTest {

    private static final String REGISTRY = "/admin/api/v1/registry";
    private static final String WHY = REGISTRY + "?why=because";

    /** A scope of a tool that is registered; its name is made anew for each test that registers it. */
    private static final String GOOD = """
            scopes:
              - name: read:$NAME
                tool: https://orders.example
                description: Read one thing
                effect: read
                identifier: {pattern: "thing-[0-9]{1,10}"}
                actions:
                  - {name: read-thing, parameters: {}}
            tools:
              - {resource: "https://orders.example", name: Orders, jwks: {keys: []}}
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

    private static String good(String name) {
        return GOOD.replace("$NAME", name);
    }

    private static Reply export() {
        return admin.send("GET", REGISTRY, Map.of(), "");
    }

    private static String revision() {
        return export().http().headers().firstValue("ETag").orElseThrow();
    }

    private static Reply put(String path, Map<String, String> change, String yaml) {
        Map<String, String> headers = new HashMap<>(Map.of("Content-Type", "application/yaml", "If-Match", revision()));
        headers.putAll(change);
        headers.values().removeIf(String::isEmpty);
        return admin.send("PUT", path, headers, yaml);
    }

    private static long versions(String name) {
        return server.jdbc().sql("SELECT COUNT(*) FROM registry_version WHERE name = ?").param(name).query(Long.class)
                .single();
    }

    @Test
    void whatIsRegisteredIsExportedAsItIsRegisteredAgain() {
        Reply first = export();
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.http().headers().firstValue("Content-Type")).contains("application/yaml");
        Reply again = put(WHY, Map.of(), first.body());
        assertThat(again.json().path("changed")).isEmpty();
        assertThat(again.http().headers().firstValue("ETag")).isEqualTo(first.http().headers().firstValue("ETag"));
        assertThat(export().body()).isEqualTo(first.body());
    }

    @Test
    void aChangeIsANewVersionAndAnEventThatSaysWhoAndWhy() {
        Reply registered = put(WHY, Map.of(), good("versions"));
        assertThat(registered.status()).isEqualTo(200);
        assertThat(registered.json().path("changed")).singleElement().satisfies(change -> {
            assertThat(change.path("name").asString()).isEqualTo("read:versions");
            assertThat(change.path("version").asInt()).isOne();
        });
        assertThat(registered.http().headers().firstValue("ETag")).contains(revision());
        put(WHY, Map.of(), good("versions").replace("one thing", "one other thing"));
        assertThat(versions("read:versions")).isEqualTo(2);
        List<String> events = server.jdbc().sql("SELECT detail FROM event WHERE kind = 'registry_changed' AND detail LIKE ?")
                .param("scope read:versions version 2%").query(String.class).list();
        assertThat(events).containsExactly("scope read:versions version 2 is active, by the-admin-client: because");
    }

    @Test
    void aRevisionThatNobodyHasSeenIsLeftAlone() {
        String seen = revision();
        assertThat(put(WHY, Map.of(), good("seen")).status()).isEqualTo(200);
        Reply late = put(WHY, Map.of("If-Match", seen), good("late"));
        assertThat(late.status()).isEqualTo(412);
        assertThat(late.text("reason")).isEqualTo("revision_changed");
        assertThat(put(WHY, Map.of("If-Match", "\"0\", " + revision()), good("late")).status()).isEqualTo(200);
    }

    @Test
    void ofManyChangesToOneRevisionOneIsMade() throws Exception {
        String seen = revision();
        List<Reply> replies = Race.of(8, () -> put(WHY, Map.of("If-Match", seen),
                good("race-" + Thread.currentThread().threadId())));
        assertThat(replies).extracting(Reply::status).containsOnlyOnce(200).allMatch(status -> status == 200 || status == 412
                || status == 503);
        assertThat(server.jdbc().sql("SELECT COUNT(*) FROM registry_version WHERE name LIKE 'read:race-%'").query(Long.class)
                .single()).isOne();
    }

    @Test
    void aPlanSaysInWordsWhatIsWiderAndRegistersNothing() {
        put(WHY, Map.of(), good("plan"));
        String before = revision();
        Map<String, String> yaml = Map.of("Content-Type", "application/yaml");
        Reply planned = auditor.send("POST", REGISTRY + "/plan", yaml, good("plan").replace("{1,10}", "{1,11}"));
        assertThat(planned.http().headers().firstValue("ETag")).contains(before);
        assertThat(planned.json().path("changes")).singleElement().satisfies(change -> {
            assertThat(change.path("kind").asString() + " " + change.path("name").asString()).isEqualTo("scope read:plan");
            assertThat(change.path("direction").asString()).isEqualTo("wider");
            assertThat(change.path("sentence").asString()).contains("wider");
            assertThat(change.path("counterexample").asString()).contains("is allowed by");
        });
        assertThat(auditor.send("POST", REGISTRY + "/plan", yaml, good("plan")).json().path("changes")).isEmpty();
        assertThat(auditor.send("POST", REGISTRY + "/plan", yaml, "scopes: [").text("reason")).isEqualTo("document_malformed");
        assertThat(revision()).isEqualTo(before);
    }

    static Stream<Arguments> refusals() {
        Map<String, String> none = Map.of();
        return Stream.of(
                row("no If-Match", WHY, Map.of("If-Match", ""), good("bad"), "428 if_match_missing"),
                row("any revision", WHY, Map.of("If-Match", "*"), good("bad"), "428 if_match_missing"),
                row("a weak tag", WHY, Map.of("If-Match", "W/\"1\""), good("bad"), "412 revision_changed"),
                row("no reason", REGISTRY, none, good("bad"), "400 parameter_malformed why"),
                row("a reason of two lines", REGISTRY + "?why=a%0Ab", none, good("bad"), "400 parameter_malformed why"),
                row("a reason of 201 characters", REGISTRY + "?why=" + "a".repeat(201), none, good("bad"),
                        "400 parameter_malformed why"),
                row("JSON by its type", WHY, Map.of("Content-Type", "application/json"), good("bad"), "415 content_type"),
                row("no type", WHY, Map.of("Content-Type", ""), good("bad"), "415 content_type"),
                row("a charset", WHY, Map.of("Content-Type", "application/yaml;charset=utf-16"), good("bad"),
                        "415 content_type"),
                row("AD-19 a body of more than 1 MiB", WHY, none, good("bad") + "#".repeat(1 << 20), "413 body_too_large"),
                row("no body", WHY, none, "", "400 document_malformed"),
                row("no YAML", WHY, none, "scopes: [", "400 document_malformed"),
                row("AD-19 a tag that names a class", WHY, none,
                        "tools: !!javax.script.ScriptEngineManager [!!java.net.URL [\"http://127.0.0.1/\"]]\n",
                        "400 document_malformed"),
                row("AD-19 a bomb of aliases", WHY, none,
                        "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n", "400 document_malformed"),
                row("a key that comes twice", WHY, none, good("bad") + "scopes: []\n", "400 document_malformed"),
                row("AD-19 XML with an entity", WHY, none,
                        "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>\n<x>&a;</x>", "400 document_malformed"),
                row("an unknown member", WHY, none, good("bad") + "sopes: []\n", "400 document_malformed sopes"),
                row("a number where a name is", WHY, none, good("bad").replace("read:bad", "7"),
                        "400 document_malformed scopes[0].name"),
                row("a tool at the issuer", WHY, none, good("bad").replace("https://orders.example", RunningServer.ISSUER),
                        "400 document_malformed tools[0].resource"),
                row("a tool under the issuer", WHY, none,
                        good("bad").replace("https://orders.example", RunningServer.ISSUER + "/run"),
                        "400 document_malformed tools[0].resource"));
    }

    private static Arguments row(String what, String path, Map<String, String> headers, String yaml, String refusal) {
        return Arguments.of(what, path, headers, yaml, refusal);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void changesNothing(String what, String path, Map<String, String> headers, String yaml, String refusal) {
        String before = revision();
        Reply refused = put(path, headers, yaml);
        String member = refused.text("member");
        assertThat(refused.status() + " " + refused.text("reason") + (member.isEmpty() ? "" : " " + member))
                .as(what).isEqualTo(refusal);
        assertThat(refused.http().headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(revision()).isEqualTo(before);
        assertThat(versions("read:bad")).isZero();
    }

    @Test
    void whatDoesNotGoTogetherWithTheRegistryIsToldWithItsLine() {
        assertThat(put(WHY, Map.of(), good("together")).status()).isEqualTo(200);
        String other = good("together").replace("https://orders.example", RunningServer.REFUNDS).replace("Orders", "Refunds")
                + """
                        compositions:
                          - {name: both, description: Both, tool: "https://refunds.example", scopes: ["read:together", "read:orders"]}
                        """;
        Reply refused = put(WHY, Map.of(), other);
        assertThat(refused.status()).as(refused.body()).isIn(400, 409);
        assertThat(refused.text("detail")).startsWith("compositions[0].").contains("line");
        assertThat(versions("both")).isZero();
    }

    /** A registry that has nothing yet takes over another's document as it is. */
    @Test
    void whatIsExportedHereIsTheSameAfterItWasRegisteredThere() {
        put(WHY, Map.of(), good("moved"));
        String here = export().body();
        try (RunningServer empty = RunningServer.withoutRegistry()) {
            AdministrativeClient there = AdministrativeClient.admin(empty);
            Reply before = there.send("GET", REGISTRY, Map.of(), "");
            assertThat(before.body()).doesNotContain("read:");
            Map<String, String> headers = Map.of("Content-Type", "application/yaml", "If-Match",
                    before.http().headers().firstValue("ETag").orElseThrow());
            assertThat(there.send("PUT", WHY, headers, here).status()).isEqualTo(200);
            assertThat(there.send("GET", REGISTRY, Map.of(), "").body()).isEqualTo(here);
        }
    }

    @Test
    void anAuditorReadsAndChangesNothing() {
        String before = revision();
        assertThat(auditor.send("GET", REGISTRY, Map.of(), "").status()).isEqualTo(200);
        Map<String, String> headers = Map.of("Content-Type", "application/yaml", "If-Match", before);
        assertThat(auditor.send("PUT", WHY, headers, good("audit")).text("reason")).isEqualTo("role_missing");
        assertThat(versions("read:audit")).isZero();
        assertThat(admin.send("PUT", WHY, headers, good("audit")).status()).isEqualTo(200);
    }
}
