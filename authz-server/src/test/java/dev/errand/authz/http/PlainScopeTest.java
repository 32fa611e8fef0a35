package dev.errand.authz.http;

import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.OAuthRequest;
import dev.errand.authz.running.Registry;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;
import dev.errand.toolscope.ToolScope;

import static org.assertj.core.api.Assertions.assertThat;

/** Clients that know no authorization details push {@code scope} alone (RFC 6749 §3.3). */
class PlainScopeTest {

    private static RunningServer server;
    private static AgentInstance agent;

    @BeforeAll
    static void start() {
        server = new RunningServer();
        agent = new AgentInstance(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static OAuthRequest push(String scope) {
        return agent.push().without("authorization_details").with("scope", scope);
    }

    @Test
    void theScopesAreTheCeilingWithTheirRegisteredBudgets() {
        BrowserUser alice = BrowserUser.alice(server);
        String uri = push("read:orders write:refunds-under-50").send().text("request_uri");
        Reply page = alice.open(uri);
        assertThat(page.body()).contains("Read one order").doesNotContain("The agent says");
        Reply answer = agent.redeem(BrowserUser.parameter(
                alice.answer(uri, Map.of("decision", "approve", "scope.0", "on", "scope.1", "on")), "code")).send();
        JsonNode details = answer.json().path("authorization_details").path(0);
        assertThat(details.path("budget").path("max_calls").asInt()).isEqualTo(13);
        assertThat(details.at("/budget/totals/amount/max").asString()).isEqualTo("50.00");
        assertThat(details.at("/ceiling/0/identifier_pattern").asString()).isEqualTo("order-[0-9]{1,10}");
        assertThat(details.path("expires_in").asInt()).isEqualTo(900);
        AgentInstance.Run run = agent.run(answer);
        assertThat(run.exchangeOrder().send().status()).isEqualTo(200);
        assertThat(run.exchangeRefund("50.00", "USD", "order-7").send().status()).isEqualTo(200);
    }

    @Test
    void aScopeWithoutARegisteredBudgetIsRefused() {
        try (Registry registry = new Registry(server)) {
            registry.scope("read:tickets", scope -> new ToolScope(scope.name(), 0, scope.tool(), scope.description(),
                    scope.effect(), scope.lifetime(), scope.maxUses(), scope.labels(), scope.identifier(), scope.actions(),
                    Optional.empty()));
            Reply refused = push("read:orders read:tickets").send();
            assertThat(refused.refusal()).isEqualTo("400 invalid_scope scope_without_run_default");
            assertThat(refused.text("parameter")).isEqualTo("scope");
            assertThat(push("read:orders").send().status()).isEqualTo(201);
        }
        assertThat(push("read:orders read:tickets").send().status()).isEqualTo(201);
    }
}
