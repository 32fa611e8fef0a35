package dev.errand.authz.admin;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import dev.errand.authz.running.AdministrativeClient;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;

import static org.assertj.core.api.Assertions.assertThat;

/** Tools, over HTTP. */
class ToolsApiTest {

    private static final String TOOLS = "/admin/api/v1/tools";

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

    private static String path(String resource) {
        return TOOLS + "/~" + Base64.getUrlEncoder().withoutPadding().encodeToString(resource.getBytes(StandardCharsets.UTF_8));
    }

    private static String tool(String resource) {
        return """
                {"resource": "%s", "name": "A tool", "jwks": {"keys": []}}""".formatted(resource);
    }

    private static Reply put(String resource, Map<String, String> precondition, String body) {
        Map<String, String> headers = new HashMap<>(precondition);
        headers.put("Content-Type", "application/json");
        return admin.send("PUT", path(resource) + "?why=because", headers, body);
    }

    private static Reply create(String resource, String body) {
        return put(resource, Map.of("If-None-Match", "*"), body);
    }

    @Test
    void aToolIsRegisteredReadAndChanged() {
        String resource = "https://made.example/tool";
        Reply made = create(resource, tool(resource));
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        assertThat(made.text("href")).isEqualTo(path(resource));
        String tag = made.http().headers().firstValue("ETag").orElseThrow();
        Reply read = admin.send("GET", made.text("href"), Map.of(), "");
        assertThat(read.http().headers().firstValue("ETag")).contains(tag);
        assertThat(read.text("changed_by")).isEqualTo("the-admin-client");
        assertThat(create(resource, tool(resource)).status()).isEqualTo(412);
        assertThat(admin.send("PUT", path(resource) + "?why=x", Map.of("Content-Type", "application/json"), tool(resource))
                .status()).isEqualTo(428);
        String renamed = tool(resource).replace("A tool", "The tool");
        assertThat(put(resource, Map.of("If-Match", tag), renamed).status()).isEqualTo(200);
        assertThat(put(resource, Map.of("If-Match", tag), tool(resource)).status()).isEqualTo(412);
        assertThat(admin.send("GET", TOOLS, Map.of(), "").json().path("items"))
                .anyMatch(item -> item.path("name").asString().equals("The tool"));
    }

    @Test
    void toolsAreFoundByWhatTheirAddressOrNameHasInIt() {
        String resource = "https://found.example";
        create(resource, tool(resource).replace("A tool", "Lost and found"));
        for (String search : List.of("FOUND.example", "lost%20and", "//found")) {
            assertThat(admin.send("GET", TOOLS + "?search=" + search, Map.of(), "").json().path("items"))
                    .extracting(item -> item.path("resource").asString()).containsExactly(resource);
        }
        assertThat(admin.send("GET", TOOLS + "?search=nowhere", Map.of(), "").json().path("items")).isEmpty();
        assertThat(admin.send("GET", TOOLS + "?search=a%00b", Map.of(), "").text("member")).isEqualTo("search");
    }

    @Test
    void aToolSaysWhoChangedItAndWhyPageByPage() {
        String resource = "https://kept.example";
        Reply made = create(resource, tool(resource));
        put(resource, Map.of("If-Match", made.http().headers().firstValue("ETag").orElseThrow()),
                tool(resource).replace("A tool", "The tool"));
        String history = path(resource) + "/history";
        Reply first = admin.send("GET", history + "?limit=1", Map.of(), "");
        JsonNode last = first.json().path("versions").path(0);
        assertThat(last.path("version").asInt()).isEqualTo(2);
        assertThat(last.path("name").asString()).isEqualTo("The tool");
        assertThat(last.path("by").asString()).isEqualTo("the-admin-client");
        assertThat(last.path("why").asString()).isEqualTo("because");
        Reply second = admin.send("GET", history + "?limit=1&after=" + first.text("next"), Map.of(), "");
        assertThat(second.json().path("versions").path(0).path("name").asString()).isEqualTo("A tool");
        assertThat(second.json().path("next").isNull()).isTrue();
        assertThat(admin.send("GET", path("https://nothing.example") + "/history", Map.of(), "").text("reason"))
                .isEqualTo("tool_unknown");
    }

    @ParameterizedTest
    @ValueSource(strings = {RunningServer.ISSUER, RunningServer.ISSUER + "/tools", RunningServer.ISSUER + "/admin/api"})
    void noToolLiesUnderTheIssuer(String resource) {
        Reply refused = create(resource, tool(resource));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("detail")).isEqualTo("resource lies at or under the issuer");
        assertThat(create(RunningServer.ISSUER + ".evil.example", tool(RunningServer.ISSUER + ".evil.example")).status())
                .isIn(201, 412);
    }

    /** Keys are pasted, never fetched, and none of these is asked for anything when it is registered. */
    @ParameterizedTest
    @CsvSource({"gopher://a.example, resource", "file:///etc/passwd, resource", "https://user@a.example, resource",
        "https://a.example/?x=1, resource", "https://a.example#x, resource", "'', resource"})
    void whatIsNoResourceIndicatorIsRefused(String resource, String member) {
        Reply refused = create(resource, tool(resource));
        assertThat(refused.status()).isIn(400, 404);
        if (refused.body().contains("body_malformed")) {
            assertThat(refused.text("member")).isEqualTo(member);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"\"jwks\": {\"keys\": []} | \"jwks_uri\": \"https://a.example/jwks\" | jwks",
        "\"jwks\": {\"keys\": []} | \"jwks\": \"https://a.example/jwks\" | jwks",
        "\"jwks\": {\"keys\": []} | \"jwks\": {\"keys\": []}, \"logo_uri\": \"http://127.0.0.1/\" | logo_uri",
        "\"keys\": []             | \"keys\": [{\"kty\": \"oct\", \"k\": \"AA\"}] | jwks.keys[0].kty",
        "A tool                   | A <b>tool | name"})
    void aMistakeIsNamedByItsMember(String part, String replacement, String member) {
        String resource = "https://bad.example";
        Reply refused = create(resource, tool(resource).replace(part, replacement));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("member")).isEqualTo(member);
        assertThat(admin.send("GET", path(resource), Map.of(), "").status()).isEqualTo(404);
    }
}
