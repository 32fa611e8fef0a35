package dev.errand.authz.admin.agent;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.nimbusds.jose.jwk.ECKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import dev.errand.authz.running.AdministrativeClient;
import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.testing.Race;
import dev.errand.dpop.JwkThumbprint;

import static org.assertj.core.api.Assertions.assertThat;

class AgentApiTest {

    private static final String AGENTS = "/admin/api/v1/agents";
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");
    private static final String ENABLED = ", \"enabled\": true";
    private static final ECKey KEY = RunningServer.key();

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

    private static Reply put(String id, String header, String value, String body) {
        Map<String, String> headers = new LinkedHashMap<>(JSON);
        headers.put(header, value);
        return admin.send("PUT", AGENTS + "/" + id, headers, body);
    }

    private static Reply create(String id, String body) {
        return put(id, "If-None-Match", "*", body);
    }

    private static String body(String more) {
        return """
                {"name": "Helper", "method": "private_key_jwt", "jwks": {"keys": [%s]},
                 "redirect_uris": ["https://agent.example/cb"], "allowed_scopes": ["read:orders"]%s}"""
                .formatted(KEY.toPublicJWK().toJSONString(), more);
    }

    private static String tag(Reply reply) {
        return reply.http().headers().firstValue("ETag").orElseThrow();
    }

    private static String fresh() {
        return "a-" + UUID.randomUUID();
    }

    @Test
    void registersWhatIsNotThereAndChangesWhatWasSeen() {
        String id = fresh();
        Reply made = create(id, body(""));
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("href")).isEqualTo(AGENTS + "/" + id);
        assertThat(made.text("changed_by")).isEqualTo("the-admin-client");
        assertThat(made.http().headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(create(id, body("")).status()).isEqualTo(412);
        assertThat(admin.send("PUT", AGENTS + "/" + id, JSON, body("")).status()).isEqualTo(428);

        Reply changed = put(id, "If-Match", tag(made), body(ENABLED).replace("Helper", "Other"));
        assertThat(changed.status()).isEqualTo(200);
        assertThat(tag(changed)).isNotEqualTo(tag(made));
        assertThat(put(id, "If-Match", tag(made), body(ENABLED).replace("Helper", "Lost")).text("reason"))
                .isEqualTo("revision_changed");
        Reply read = get(AGENTS + "/" + id);
        assertThat(read.text("name")).isEqualTo("Other");
        assertThat(tag(read)).isEqualTo(tag(changed));
    }

    /** A script that knows nothing of the member does not switch a client on that somebody switched off. */
    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {"-, 400, false", "true, 200, true", "false, 200, false"})
    void aChangeSaysWhetherTheClientIsEnabled(@Nullable String enabled, int status, boolean then) {
        String id = fresh();
        assertThat(create(id, body("")).json().path("enabled").booleanValue()).isTrue();
        Reply disabled = admin.send("POST", AGENTS + "/" + id + "/disable", Map.of(), "");
        Reply changed = put(id, "If-Match", tag(disabled), body(enabled == null ? "" : ", \"enabled\": " + enabled));
        assertThat(changed.status()).isEqualTo(status);
        if (enabled == null) {
            assertThat(changed.text("member")).isEqualTo("enabled");
        }
        assertThat(get(AGENTS + "/" + id).json().path("enabled").booleanValue()).isEqualTo(then);
    }

    @Test
    void takesWhatItAnsweredAndFindsNothingDifferent() {
        Reply read = get(AGENTS + "/support-agent");
        Reply again = put("support-agent", "If-Match", tag(read), read.body());
        assertThat(again.status()).isEqualTo(200);
        assertThat(tag(again)).isEqualTo(tag(read));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # what to replace                      | by                                              | member
            "name": "Helper"                       | "name": ""                                      | name
            "name": "Helper"                       | "name": 7                                       | name
            "name": "Helper"                       | "name": "a\\u0000b"                             | name
            "name": "Helper"                       | "name": "Helper", "colour": "red"               | colour
            "name": "Helper"                       | "name": "Helper", "client_id": "another"        | client_id
            "name": "Helper"                       | "name": "Helper", "jwks_uri": "https://a.example" | jwks_uri
            "name": "Helper"                       | "name": "Helper", "enabled": "yes"              | enabled
            "private_key_jwt"                      | "client_secret_basic"                           | method
            "private_key_jwt"                      | "none"                                          | jwks
            "https://agent.example/cb"             | "javascript:alert(1)"                           | redirect_uris[0]
            "https://agent.example/cb"             | "https://agent.example/cb","https://a.example/#" | redirect_uris[1]
            "https://agent.example/cb"             | "https://agent.example/\\ud800"                 | redirect_uris[0]
            "https://agent.example/cb"             | "https://a.example","https://a.example"         | redirect_uris[1]
            "read:orders"                          | "read orders"                                   | allowed_scopes[0]
            "read:orders"                          | 7                                               | allowed_scopes[0]
            "allowed_scopes": ["read:orders"]      | "roles": ["owner"]                              | roles
            "allowed_scopes": ["read:orders"]      | "roles": ["admin"]                              | roles
            """)
    void namesTheMemberThatIsWrong(String what, String by, String member) {
        assertThat(body("")).contains(what);
        String id = fresh();
        Reply refused = create(id, body("").replace(what, by));
        assertThat(refused.status()).as(refused.body()).isEqualTo(400);
        assertThat(refused.text("member")).isEqualTo(member);
        assertThat(get(AGENTS + "/" + id).status()).isEqualTo(404);
        assertThat(create(id, body("")).status()).isEqualTo(201);
    }

    @Test
    void refusesKeysThatAreNoPublicKeysOnP256AndRepeatsNoneOfThem() {
        String publicKey = KEY.toPublicJWK().toJSONString();
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put("a private key", KEY.toJSONString());
        bad.put("a symmetric key", "{\"kty\":\"oct\",\"k\":\"c2VjcmV0\"}");
        bad.put("an RSA key", "{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"}");
        bad.put("off the curve", publicKey.replaceFirst("\"x\":\"[^\"]+\"", "\"x\":\"" + "A".repeat(43) + "\""));
        bad.put("twice", publicKey + "," + publicKey);
        bad.put("no object", "\"x\"");
        bad.forEach((how, keys) -> {
            Reply refused = create(fresh(), body("").replace(publicKey, keys));
            assertThat(refused.status()).as(how).isEqualTo(400);
            assertThat(refused.text("member")).as(how).startsWith("jwks");
            assertThat(refused.body()).as(how).doesNotContain(KEY.getD().toString());
        });
        Reply pem = create(fresh(), body("").replace("{\"keys\": [" + publicKey + "]}", "\"-----BEGIN PUBLIC KEY-----\""));
        assertThat(pem.text("detail")).startsWith("jwks is PEM");
    }

    @Test
    void listsInPagesAndByABeginning() {
        String stem = "list" + UUID.randomUUID().toString().substring(0, 8);
        for (String end : List.of("c", "a", "b")) {
            assertThat(create(stem + end, body("")).status()).isEqualTo(201);
        }
        Reply first = get(AGENTS + "?limit=2&search=" + stem);
        assertThat(first.json().path("items")).extracting(item -> item.path("client_id").asString())
                .containsExactly(stem + "a", stem + "b");
        Reply second = get(AGENTS + "?limit=2&search=" + stem + "&after=" + first.text("next"));
        assertThat(second.json().path("items")).extracting(item -> item.path("href").asString())
                .containsExactly(AGENTS + "/" + stem + "c");
        assertThat(second.json().path("next").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"limit=0, limit", "limit=201, limit", "limit=x, limit", "after=%21, after", "enabled=maybe, enabled",
        "search=a%00b, search"})
    void namesTheParameterThatIsMalformed(String query, String parameter) {
        Reply refused = get(AGENTS + "?" + query);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("member")).isEqualTo(parameter);
    }

    /** AD-13: what a key in the path can be made to mean. */
    @ParameterizedTest
    @CsvSource({"nothing, 404", "SUPPORT-AGENT, 404", "support-agent%20, 404", "~, 404", "~!, 404", "~c3VwcG9ydC1hZ2VudA, 404",
        "~Li4vdXNlcnMvdXNlci05, 404", "..%2Fusers%2Fuser-9, 400", "support-agent, 200"})
    void aKeyNamesOneAgentOrNone(String key, int status) {
        assertThat(get(AGENTS + "/" + key).status()).isEqualTo(status);
        assertThat(get(AGENTS + "/" + key + "/disable").status()).isEqualTo(status);
    }

    @Test
    void disablingEndsTheRunsThatThePreviewCounts() {
        AgentInstance agent = new AgentInstance(server);
        AgentInstance.Run run = agent.run(BrowserUser.alice(server));
        JsonNode preview = get(AGENTS + "/support-agent/disable").json();
        assertThat(preview.path("runs").asInt()).isPositive();
        assertThat(preview.at("/keys/0/runs").asInt()).isEqualTo(preview.path("runs").asInt());
        assertThat(preview.at("/keys/0/thumbprint").asString()).isEqualTo(JwkThumbprint.of(server.agentKey));
        assertThat(run.exchangeOrder().send().status()).isEqualTo(200);

        Reply disabled = admin.send("POST", AGENTS + "/support-agent/disable", Map.of(), "");
        assertThat(disabled.json().path("enabled").asBoolean()).isFalse();
        assertThat(run.exchangeOrder().send().status()).isBetween(400, 401);
        assertThat(get(AGENTS + "/support-agent/disable").json().path("runs").asInt()).isZero();
        assertThat(admin.send("POST", AGENTS + "/support-agent/enable", Map.of(), "").status()).isEqualTo(200);
        assertThat(run.exchangeOrder().send().status()).as("what ended stays ended").isBetween(400, 401);
        assertThat(admin.send("POST", AGENTS + "/nothing/disable", Map.of(), "").text("reason")).isEqualTo("agent_unknown");
    }

    @Test
    void nobodyGivesThemselvesARole() {
        Reply read = get(AGENTS + "/the-admin-client");
        String more = read.body().replace("\"roles\":[\"admin\"]", "\"roles\":[\"admin\",\"auditor\"]");
        assertThat(more).isNotEqualTo(read.body());
        Reply refused = put("the-admin-client", "If-Match", tag(read), more);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("reason")).isEqualTo("own_role");
        Reply other = get(AGENTS + "/the-auditor-client");
        assertThat(put("the-auditor-client", "If-Match", tag(other), other.body()).status()).isEqualTo(200);
    }

    @Test
    void ofManyChangesToOneRevisionOneIsMade() throws Exception {
        String id = fresh();
        String seen = tag(create(id, body("")));
        List<Reply> replies = Race.of(6, () -> put(id, "If-Match", seen,
                body(ENABLED).replace("Helper", "Race " + Thread.currentThread().threadId())));
        assertThat(replies).filteredOn(reply -> reply.status() == 200).hasSize(1);
        assertThat(replies).allMatch(reply -> reply.status() == 200 || reply.status() == 412 || reply.status() == 503);
    }
}
