package dev.errand.authz.admin;

import java.util.Map;
import java.util.stream.Stream;

import com.github.tomakehurst.wiremock.WireMockServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.env.MapPropertySource;

import dev.errand.authz.running.AdministrativeClient;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.testing.TestDatabase;
import dev.errand.toolscope.json.Parsed;
import dev.errand.toolscope.registry.RegistryDocument;
import dev.errand.toolscope.registry.RegistryYaml;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

/** AD-05: the import of a tool's metadata, over HTTP. */
class ImportApiTest {

    private static final String REGISTRY = "/admin/api/v1/registry";
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

    private static WireMockServer far;
    private static RunningServer server;
    private static AdministrativeClient admin;

    @BeforeAll
    static void start() {
        far = new WireMockServer(options().dynamicPort());
        far.start();
        String good = """
                {"resource":"%s","resource_name":"A tool","scopes_supported":["read:orders","write:parcels","*: {x: 1}"]}
                """.formatted(tool());
        far.stubFor(get(urlPathMatching("/\\.well-known/oauth-protected-resource/tool")).willReturn(okJson(good)));
        far.stubFor(get(urlPathMatching("/\\.well-known/oauth-protected-resource/other")).willReturn(okJson(good)));
        far.stubFor(get(urlPathMatching("/\\.well-known/oauth-protected-resource/secret"))
                .willReturn(okJson("{\"secret\":\"of the far side\"}")));
        server = new RunningServer(TestDatabase.H2.newUrl(), context -> context.getEnvironment().getPropertySources()
                .addFirst(new MapPropertySource("test", Map.of("errand.registry.import-hosts", "LocalHost"))));
        admin = AdministrativeClient.admin(server);
    }

    @AfterAll
    static void stop() {
        server.close();
        far.stop();
    }

    private static String tool() {
        return "http://localhost:" + far.port() + "/tool";
    }

    private static String asking(String resource) {
        return "{\"resource\":\"" + resource + "\"}";
    }

    private static String revision() {
        return admin.send("GET", REGISTRY, Map.of(), "").http().headers().firstValue("ETag").orElseThrow();
    }

    @Test
    void answersWithTheToolAndNoAuthority() {
        String before = revision();
        Reply imported = admin.send("POST", REGISTRY + "/import", JSON, asking(tool()));
        assertThat(imported.status()).as(imported.body()).isEqualTo(200);
        assertThat(imported.http().headers().firstValue("Content-Type")).contains("application/yaml");
        assertThat(imported.body()).contains("\n#   write:parcels\n").doesNotContain("read:orders", "x: 1");
        assertThat(RegistryYaml.read(imported.body())).isInstanceOfSatisfying(Parsed.Value.class, read -> {
            RegistryDocument document = (RegistryDocument) read.value();
            assertThat(document.tools()).singleElement().satisfies(one -> {
                assertThat(one.resource()).isEqualTo(tool());
                assertThat(one.name()).isEqualTo("A tool");
            });
            assertThat(document.scopes()).isEmpty();
        });
        assertThat(revision()).isEqualTo(before);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(row("plain HTTP", JSON, asking("http://tool.example"), "400 address_not_public"),
                row("an address that is not public", JSON, asking("https://169.254.169.254"), "400 address_not_public"),
                row("nobody there", JSON, asking(tool() + "/none"), "422 metadata_unreachable"),
                row("no metadata", JSON, asking(tool().replace("/tool", "/secret")), "422 metadata_malformed"),
                row("another's metadata", JSON, asking(tool().replace("/tool", "/other")), "422 resource_mismatch"),
                row("user information", JSON, asking("https://user@tool.example"), "400 body_malformed resource"),
                row("a query", JSON, asking("https://tool.example?a"), "400 body_malformed resource"),
                row("no URL", JSON, asking("tool"), "400 body_malformed resource"),
                row("an unknown member", JSON, "{\"resource\":\"https://tool.example\",\"jwks\":1}",
                        "400 body_malformed jwks"),
                row("no member", JSON, "{}", "400 body_malformed resource"),
                row("no JSON", JSON, "{", "400 body_malformed"), row("no body", JSON, "", "400 body_malformed"),
                row("more than 4 KiB", JSON, asking(tool()) + " ".repeat(4 << 10), "400 body_malformed"),
                row("no type", Map.of(), asking(tool()), "415 content_type"),
                row("YAML", Map.of("Content-Type", "application/yaml"), asking(tool()), "415 content_type"));
    }

    private static Arguments row(String what, Map<String, String> headers, String body, String refusal) {
        return Arguments.of(what, headers, body, refusal);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void saysWhyAndQuotesNothing(String what, Map<String, String> headers, String body, String refusal) {
        Reply refused = admin.send("POST", REGISTRY + "/import", headers, body);
        String member = refused.text("member");
        assertThat(refused.status() + " " + refused.text("reason") + (member.isEmpty() ? "" : " " + member))
                .as(what).isEqualTo(refusal);
        assertThat(refused.http().headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(refused.body()).doesNotContain("localhost", "tool.example", "169.254", "far side");
    }

    @Test
    void anAuditorMakesTheServerAskNobody() {
        AdministrativeClient auditor = AdministrativeClient.auditor(server);
        far.resetRequests();
        assertThat(auditor.send("POST", REGISTRY + "/import", JSON, asking(tool())).text("reason")).isEqualTo("role_missing");
        assertThat(far.getAllServeEvents()).isEmpty();
        assertThat(admin.send("POST", REGISTRY + "/import", JSON, asking(tool())).status()).isEqualTo(200);
        assertThat(far.getAllServeEvents()).hasSize(1);
    }
}
