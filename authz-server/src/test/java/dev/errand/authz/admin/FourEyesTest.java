package dev.errand.authz.admin;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import com.nimbusds.jose.jwk.JWKSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.util.TestPropertyValues;

import dev.errand.authz.agent.Agent;
import dev.errand.authz.agent.Agents;
import dev.errand.authz.agent.ClientRole;
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
    private static AdministrativeClient other;
    private static AdministrativeClient auditor;

    @BeforeAll
    static void start() {
        server = new RunningServer(TestDatabase.H2.newUrl(),
                context -> TestPropertyValues.of("errand.registry.approval=by-another").applyTo(context));
        admin = AdministrativeClient.admin(server);
        server.bean(Agents.class).register(Agent.administrative("the-other-client", "Other",
                new JWKSet(server.adminClientKey.toPublicJWK()), Set.of(ClientRole.ADMIN), true), "a test");
        other = new AdministrativeClient(server, "the-other-client", server.adminClientKey);
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
                seen("write:refunds-under-50"), "");
        assertThat(activated.status()).as(activated.body()).isEqualTo(200);
        assertThat(state("write:refunds-under-50")).isEqualTo("active");
        Reply retired = admin.send("POST", REGISTRY + "/scope/write:refunds-under-50/retire?why=over",
                seen("write:refunds-under-50"), "");
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
        Reply own = admin.send("POST", REGISTRY + "/scope/read:drafts/versions/1/activate?why=mine",
                seen("read:drafts"), "");
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
        assertThat(admin.send("POST", REGISTRY + "/scope/read:put/versions/1/activate?why=mine", seen("read:put"), "")
                .text("reason"))
                .isEqualTo("same_author");
        Reply again = admin.send("PUT", path + "?why=more", Map.of("Content-Type", "application/json", "If-Match",
                drafted.http().headers().firstValue("ETag").orElseThrow()), body.replace("Read it", "Read that"));
        assertThat(again.json().path("saved").path("version").asInt()).isEqualTo(2);
        assertThat(admin.send("GET", "/admin/api/v1/scopes?state=draft&search=read:put", Map.of(), "").json().path("items"))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"/scope/read:nothing/versions/1/activate?why=x, now, 404, entry_unknown",
        "/scope/read:orders/versions/9/activate?why=x, now, 404, entry_unknown",
        "/tool/read:orders/versions/1/activate?why=x, now, 404, entry_unknown",
        "/Scope/read:orders/versions/1/activate?why=x, now, 404, entry_unknown",
        "/scope/read:orders/versions/0/activate?why=x, now, 400, parameter_malformed",
        "/scope/read:orders/versions/99999999999/activate?why=x, now, 400, parameter_malformed",
        "/scope/read:orders/versions/1/activate, now, 400, parameter_malformed",
        "/scope/read:orders/retire?why=x, now, 404, entry_unknown",
        "/scope/read:orders/retire, now, 400, parameter_malformed",
        "/scope/read:orders/versions/1/activate?why=x, , 428, if_match_missing",
        "/scope/read:orders/versions/1/activate?why=x, *, 428, if_match_missing",
        "/scope/read:orders/versions/1/activate?why=x, \"0\", 412, revision_changed",
        "/scope/read:orders/retire?why=x, , 428, if_match_missing",
        "/scope/read:orders/retire?why=x, \"0\", 412, revision_changed"})
    void whatCannotBeDoneIsRefusedAndChangesNothing(String path, @Nullable String ifMatch, int status, String reason) {
        Map<String, String> headers = ifMatch == null
                ? Map.of()
                : ifMatch.equals("now") ? seen("read:orders") : Map.of("If-Match", ifMatch);
        Reply refused = admin.send("POST", REGISTRY + path, headers, "");
        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.json().path("reason").asString()).isEqualTo(reason);
        assertThat(state("read:orders")).isEqualTo("draft");
    }

    /** Whoever compared the draft with what was in force has not seen what stands there now. */
    @Test
    void aDraftWhoseEntryWasRetiredMeanwhileDoesNotComeIntoForce() {
        String scope = "read:returning";
        put(scope, Map.of("If-None-Match", "*"), "Read it");
        assertThat(other.send("POST", REGISTRY + "/scope/" + scope + "/versions/1/activate?why=x", seen(scope), "").status())
                .isEqualTo(200);
        put(scope, seen(scope), "Read more");
        Map<String, String> before = seen(scope);
        assertThat(other.send("POST", REGISTRY + "/scope/" + scope + "/retire?why=x", before, "").status()).isEqualTo(200);

        String activate = REGISTRY + "/scope/" + scope + "/versions/2/activate?why=x";
        assertThat(other.send("POST", activate, before, "").status()).isEqualTo(412);
        assertThat(other.send("POST", activate, seen(scope), "").status()).isEqualTo(200);
    }

    @Test
    void theHistoryComesInPagesTheLastVersionFirst() {
        String scope = "read:paged";
        put(scope, Map.of("If-None-Match", "*"), "Read 1");
        put(scope, seen(scope), "Read 2");
        put(scope, seen(scope), "Read 3");

        Reply first = admin.send("GET", REGISTRY + "/scope/" + scope + "/history?limit=2", Map.of(), "");
        assertThat(first.json().path("versions").valueStream().map(one -> one.path("version").asInt())).containsExactly(3, 2);
        Reply last = admin.send("GET", REGISTRY + "/scope/" + scope + "/history?limit=2&after=" + first.text("next"), Map.of(),
                "");
        assertThat(last.json().path("versions").valueStream().map(one -> one.path("version").asInt())).containsExactly(1);
        assertThat(last.json().path("next").isNull()).isTrue();
        assertThat(admin.send("GET", REGISTRY + "/scope/" + scope + "/history?after=WyJ4Il0", Map.of(), "").text("reason"))
                .isEqualTo("parameter_malformed");
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

    private static void put(String scope, Map<String, String> seen, String description) {
        Map<String, String> headers = new HashMap<>(seen);
        headers.put("Content-Type", "application/json");
        Reply saved = admin.send("PUT", "/admin/api/v1/scopes/" + scope + "?why=x", headers, """
                {"name": "%s", "tool": "https://orders.example", "description": "%s", "effect": "read",
                 "actions": [{"name": "read-it"}]}""".formatted(scope, description));
        assertThat(saved.status()).as(saved.body()).isIn(200, 201);
    }

    /** What names the scope as it is now; for one that there is none of, any tag. */
    private static Map<String, String> seen(String scope) {
        return Map.of("If-Match", history(scope).http().headers().firstValue("ETag").orElse("\"0\""));
    }

    private static Reply history(String scope) {
        return admin.send("GET", REGISTRY + "/scope/" + scope + "/history", Map.of(), "");
    }

    private static String state(String scope) {
        return history(scope).json().path("versions").path(0).path("state").asString();
    }
}
