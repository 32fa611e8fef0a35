package dev.errand.authz.admin;

import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.util.TestPropertyValues;

import dev.errand.authz.running.AdministrativeClient;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** The life of an entry over HTTP, at a server where what one has written another has to activate. */
class FourEyesTest {

    private static final String REGISTRY = "/admin/api/v1/registry";
    private static final String ACTIVATE = "/scope/read:orders/versions/1/activate?why=seen";

    private static final String NEW_SCOPE = """
            scopes:
              - name: read:drafts
                tool: https://orders.example
                description: Read one draft
                effect: read
                identifier: {pattern: "draft-[0-9]{1,10}"}
                actions:
                  - {name: read-draft, parameters: {}}
            tools:
              - {resource: "https://orders.example", name: Orders, jwks: {keys: []}}
            """;

    private static RunningServer server;
    private static AdministrativeClient admin;
    private static AdministrativeClient auditor;

    @BeforeAll
    static void start() {
        server = new RunningServer(TestDatabase.H2.newUrl(),
                context -> TestPropertyValues.of("errand.registry.approval=by-another").applyTo(context));
        admin = AdministrativeClient.admin(server);
        auditor = AdministrativeClient.auditor(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void whatTheSetUpFileHoldsIsADraftUntilAnAdministratorActivatesIt() {
        assertThat(state("write:refunds-under-50")).isEqualTo("draft");
        Reply activated = admin.send("POST", REGISTRY + "/scope/write:refunds-under-50/versions/1/activate?why=seen",
                Map.of(), "");
        assertThat(activated.status()).as(activated.body()).isEqualTo(200);
        assertThat(state("write:refunds-under-50")).isEqualTo("active");
        Reply retired = admin.send("POST", REGISTRY + "/scope/write:refunds-under-50/retire?why=over", Map.of(), "");
        assertThat(retired.status()).as(retired.body()).isEqualTo(200);
        assertThat(history("write:refunds-under-50").json().path("versions").path(0).path("transitions").size())
                .isEqualTo(3);
        assertThat(state("write:refunds-under-50")).isEqualTo("retired");
    }

    @Test
    void theOneWhoWroteItCannotActivateIt() {
        String revision = admin.send("GET", REGISTRY, Map.of(), "").http().headers().firstValue("ETag").orElseThrow();
        Reply drafted = admin.send("PUT", REGISTRY + "?why=new",
                Map.of("Content-Type", "application/yaml", "If-Match", revision), NEW_SCOPE);
        assertThat(drafted.json().path("changed").path(0).path("state").asString()).isEqualTo("draft");
        Reply own = admin.send("POST", REGISTRY + "/scope/read:drafts/versions/1/activate?why=mine", Map.of(), "");
        assertThat(own.status()).isEqualTo(409);
        assertThat(own.json().path("reason").asString()).isEqualTo("same_author");
        assertThat(state("read:drafts")).isEqualTo("draft");
    }

    @Test
    void aScopeThatIsPutIsADraftBesideWhatIsInForce() {
        String path = "/admin/api/v1/scopes/read:put";
        String body = """
                {"name": "read:put", "tool": "https://orders.example", "description": "Read it", "effect": "read",
                 "actions": [{"name": "read-it"}]}""";
        Map<String, String> create = Map.of("Content-Type", "application/json", "If-None-Match", "*");
        Reply drafted = admin.send("PUT", path + "?why=new", create, body);
        assertThat(drafted.status()).as(drafted.body()).isEqualTo(201);
        assertThat(drafted.json().path("saved").path("state").asString()).isEqualTo("draft");
        assertThat(drafted.json().path("draft").asInt()).isOne();
        assertThat(admin.send("POST", REGISTRY + "/scope/read:put/versions/1/activate?why=mine", Map.of(), "").text("reason"))
                .isEqualTo("same_author");
        Reply again = admin.send("PUT", path + "?why=more", Map.of("Content-Type", "application/json", "If-Match",
                drafted.http().headers().firstValue("ETag").orElseThrow()), body.replace("Read it", "Read that"));
        assertThat(again.json().path("saved").path("version").asInt()).isEqualTo(2);
        assertThat(admin.send("GET", "/admin/api/v1/scopes?state=draft&search=read:put", Map.of(), "").json().path("items"))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"/scope/read:nothing/versions/1/activate?why=x, 404, entry_unknown",
        "/scope/read:orders/versions/9/activate?why=x, 404, entry_unknown",
        "/tool/read:orders/versions/1/activate?why=x, 404, entry_unknown",
        "/Scope/read:orders/versions/1/activate?why=x, 404, entry_unknown",
        "/scope/read:orders/versions/0/activate?why=x, 400, parameter_malformed",
        "/scope/read:orders/versions/99999999999/activate?why=x, 400, parameter_malformed",
        "/scope/read:orders/versions/1/activate, 400, parameter_malformed",
        "/scope/read:orders/retire?why=x, 404, entry_unknown", "/scope/read:orders/retire, 400, parameter_malformed"})
    void whatCannotBeDoneIsRefusedAndChangesNothing(String path, int status, String reason) {
        Reply refused = admin.send("POST", REGISTRY + path, Map.of(), "");
        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.json().path("reason").asString()).isEqualTo(reason);
        assertThat(state("read:orders")).isEqualTo("draft");
    }

    @Test
    void anAuditorReadsAndChangesNothing() {
        assertThat(auditor.send("GET", REGISTRY + "/scope/read:orders/history", Map.of(), "").status()).isEqualTo(200);
        assertThat(auditor.send("POST", REGISTRY + ACTIVATE, Map.of(), "").status()).isEqualTo(403);
        assertThat(auditor.send("POST", REGISTRY + "/scope/read:orders/retire?why=x", Map.of(), "").status())
                .isEqualTo(403);
        assertThat(state("read:orders")).isEqualTo("draft");
        assertThat(admin.send("GET", REGISTRY + "/scope/read:nothing/history", Map.of(), "").status()).isEqualTo(404);
    }

    private static Reply history(String scope) {
        return admin.send("GET", REGISTRY + "/scope/" + scope + "/history", Map.of(), "");
    }

    private static String state(String scope) {
        return history(scope).json().path("versions").path(0).path("state").asString();
    }
}
