package dev.errand.authz.attack;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.OAuthRequest;
import dev.errand.authz.running.Registry;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.running.ToolCall;
import dev.errand.toolscope.composition.Composition;

import static org.assertj.core.api.Assertions.assertThat;

/** TE-25 and what is next to it: when scopes may share a credential, what that is then, and what is said otherwise. */
class CompositionAttackTest {

    private static RunningServer server;
    private static Refusals refusals;
    private static BrowserUser alice;
    private static AgentInstance.Run wide;

    @BeforeAll
    static void start() {
        server = new RunningServer();
        refusals = new Refusals(server);
        alice = BrowserUser.alice(server);
        wide = new AgentInstance(server).run(alice, ToolCall.refund("40.00"), ToolCall.note("20.00"), ToolCall.ORDER,
                ToolCall.INVOICE, ToolCall.CUSTOMER, ToolCall.VOUCHER);
    }

    static Stream<Row> rows() {
        return new CompositionRows(wide).rows();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void refuses(Row row) {
        assertThat(good().send().status()).isEqualTo(200);
        refusals.demand(row, good(), new Refusals.Named("support-agent", wide.runId()));
        assertThat(good().send().status()).as("the same request afterwards").isEqualTo(200);
    }

    /** A cent each and a call at a time, out of a budget that is filled up again. */
    private static OAuthRequest good() {
        server.jdbc().sql("UPDATE run SET calls_left = max_calls WHERE run_id = ?").param(wide.runId()).update();
        return wide.exchange(ToolCall.refund("0.01"), ToolCall.note("0.01"));
    }

    /** TE-25: whoever it is registered for gets it, and nobody while it is retired. */
    @Test
    void aCompositionIsGoodForItsAgentsWhileItIsActive() {
        BrowserUser user = BrowserUser.alice(server);
        AgentInstance.Run run = new AgentInstance(server, "other-agent", server.otherAgentKey).run(user,
                ToolCall.INVOICE, ToolCall.CUSTOMER);
        assertThat(run.exchange(ToolCall.INVOICE, ToolCall.CUSTOMER).send().status()).isEqualTo(200);
        Row refused = Row.of("TE-25", r -> r, "400 invalid_scope composition_not_registered");
        Refusals.Named named = new Refusals.Named("other-agent", run.runId());
        try (Registry registry = new Registry(server)) {
            registry.retireComposition("invoice-with-customer");
            refusals.demand(refused, run.exchange(ToolCall.INVOICE, ToolCall.CUSTOMER), named);
        }
        assertThat(run.exchange(ToolCall.CUSTOMER, ToolCall.INVOICE).send().status()).isEqualTo(200);
        try (Registry registry = new Registry(server)) {
            registry.composition("invoice-with-customer", now -> new Composition(now.name(), 0, now.tool(),
                    now.description(), now.scopes(), new TreeSet<>(Set.of("support-agent"))));
            refusals.demand(refused, run.exchange(ToolCall.INVOICE, ToolCall.CUSTOMER), named);
        }
        assertThat(run.exchange(ToolCall.INVOICE, ToolCall.CUSTOMER).send().status()).isEqualTo(200);
    }

    /** What the refusal names as separate requests is granted, one by one; nothing is named that the run lacks. */
    @Test
    void aRefusalHasTheRequestsToMakeInstead() {
        AgentInstance.Run run = new AgentInstance(server).run(alice, ToolCall.refund("40.00"), ToolCall.ORDER,
                ToolCall.INVOICE);
        Reply reply = run.exchange(ToolCall.refund("12.00"), ToolCall.ORDER, ToolCall.TICKET).send();
        assertThat(reply.refusal()).isEqualTo("400 invalid_scope scopes_of_several_tools");
        JsonNode requests = reply.json().path("requests");
        assertThat(requests.size()).isEqualTo(2);
        assertThat(requests.path(0).path("resource").asString()).isEqualTo(RunningServer.REFUNDS);
        assertThat(requests.path(1).path("resource").asString()).isEqualTo(RunningServer.ORDERS);
        assertThat(reply.body()).doesNotContain("read:tickets", "read-ticket", "read:invoices");
        for (JsonNode separate : requests) {
            Reply granted = run.agent().exchange(run.token(), separate.path("resource").asString(),
                    separate.path("scope").asString(), separate.path("authorization_details").toString()).send();
            assertThat(granted.status()).as(granted.body()).isEqualTo(200);
            assertThat(granted.json().path("authorization_details").size()).isEqualTo(1);
        }
        assertThat(remaining(run)).isEqualByComparingTo("38.00");
    }

    @Test
    void otherRefusalsNameNoRequests() {
        assertThat(wide.exchange(ToolCall.TICKET).send().json().has("requests")).isFalse();
        assertThat(wide.exchange(ToolCall.TICKET, ToolCall.MAIL).send().json().has("requests")).isFalse();
        assertThat(wide.exchange(ToolCall.ORDER, ToolCall.VOUCHER).send().json().has("requests")).isTrue();
    }

    private static BigDecimal remaining(AgentInstance.Run run) {
        return server.jdbc().sql("SELECT remaining FROM run_total WHERE run_id = ?").param(run.runId())
                .query(BigDecimal.class).single();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static AgentInstance.Run refundOrNote() {
        return new AgentInstance(server).run(alice, ToolCall.refund("40.00"), ToolCall.note("30.00"), ToolCall.ORDER);
    }

    private static JWTClaimsSet claims(Reply reply) throws Exception {
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return SignedJWT.parse(reply.text("access_token")).getJWTClaimsSet();
    }

    @Test
    void namesAllItsScopesAndTheCompositionThatPermitsThem() throws Exception {
        Reply reply = refundOrNote().exchange(ToolCall.refund("20.00"), ToolCall.note("5.00")).send();
        JWTClaimsSet claims = claims(reply);
        assertThat(claims.getStringClaim("scope")).isEqualTo("write:refunds-under-50 write:credit-notes")
                .isEqualTo(reply.text("scope"));
        assertThat(claims.getAudience()).containsExactly(RunningServer.REFUNDS);
        assertThat(claims.getJSONObjectClaim("composition")).isEqualTo(Map.of("name", "refund-with-note", "version", 1L));
        assertThat(claims.getListClaim("authorization_details")).hasSize(2).extracting(Object::toString)
                .satisfiesExactly(detail -> assertThat(detail).contains("write:refunds-under-50", "create-refund", "20.00"),
                        detail -> assertThat(detail).contains("write:credit-notes", "create-credit-note", "5.00"));
        assertThat(reply.json().path("authorization_details").size()).isEqualTo(2);
        assertThat(claims.getLongClaim("max_uses")).isEqualTo(1);
    }

    @Test
    void ofOneScopeItNamesNoComposition() throws Exception {
        Reply reply = refundOrNote().exchange(ToolCall.refund("20.00")).send();
        assertThat(claims(reply).getClaim("composition")).isNull();
        Map<String, Object> row = server.jdbc()
                .sql("SELECT composition, composition_version FROM issuance WHERE credential_id = ?")
                .param(claims(reply).getJWTID()).query().singleRow();
        assertThat(row).containsEntry("composition", null).containsEntry("composition_version", null);
    }

    /** 30 s and 3 uses are the one scope's, 60 s and 1 use the other's. */
    @Test
    void livesAsLongAndIsGoodAsOftenAsTheLeastOfItsScopes() throws Exception {
        AgentInstance.Run run = new AgentInstance(server).run(alice, ToolCall.ORDER, ToolCall.INVOICE);
        Reply composed = run.exchange(ToolCall.INVOICE, ToolCall.ORDER).send();
        assertThat(composed.json().path("expires_in").asInt()).isEqualTo(30);
        assertThat(claims(composed).getLongClaim("max_uses")).isEqualTo(1);
        assertThat(run.exchange(ToolCall.ORDER).send().json().path("expires_in").asInt()).isEqualTo(60);
        assertThat(claims(run.exchange(ToolCall.INVOICE).send()).getLongClaim("max_uses")).isEqualTo(3);
        assertThat(callsLeft(run)).isEqualTo(10 - 1 - 1 - 3);
    }

    /** Whichever scope is called, the tool may be told to move that scope's amount: both are drawn. */
    @Test
    void costsOneCallAndTheAmountsOfAllItsScopes() {
        AgentInstance.Run run = refundOrNote();
        assertThat(run.exchange(ToolCall.refund("20.00"), ToolCall.note("5.00")).send().status()).isEqualTo(200);
        assertThat(callsLeft(run)).isEqualTo(9);
        assertThat(run.exchange(ToolCall.refund("15.00"), ToolCall.note("10.01")).send().refusal())
                .isEqualTo("400 access_denied budget_exceeded");
        assertThat(callsLeft(run)).isEqualTo(9);
        assertThat(run.exchange(ToolCall.refund("15.00"), ToolCall.note("10.00")).send().status()).isEqualTo(200);
        assertThat(run.exchange(ToolCall.refund("0.01")).send().refusal())
                .isEqualTo("400 access_denied budget_exceeded");
    }

    @Test
    void hasARowInTheLedgerForEachScope() throws Exception {
        AgentInstance.Run run = refundOrNote();
        String id = claims(run.exchange(ToolCall.refund("20.00"), ToolCall.note("5.00")).send()).getJWTID();
        List<Map<String, Object>> rows = server.jdbc().sql("""
                SELECT scope, scope_version_pinned, scope_version_active, composition, composition_version, tool, max_uses,
                       authorization_details
                  FROM issuance WHERE credential_id = ? ORDER BY scope
                """).param(id).query().listOfRows();
        assertThat(rows).hasSize(2).allSatisfy(row -> assertThat(row).containsEntry("composition", "refund-with-note")
                .containsEntry("composition_version", 1).containsEntry("tool", RunningServer.REFUNDS)
                .containsEntry("scope_version_pinned", 1).containsEntry("scope_version_active", 1)
                .containsEntry("max_uses", 1));
        assertThat(rows).extracting(row -> row.get("scope")).containsExactly("write:credit-notes",
                "write:refunds-under-50");
        assertThat(rows).extracting(row -> String.valueOf(row.get("authorization_details"))).satisfiesExactly(
                note -> assertThat(note).contains("5.00").doesNotContain("20.00"),
                refund -> assertThat(refund).contains("20.00").doesNotContain("5.00\""));
    }

    /** Details may be left out of a scope that ceiling and registry leave nothing open of. */
    @Test
    void needsNoDetailsWhereEverythingIsPinned() throws Exception {
        AgentInstance.Run run = new AgentInstance(server).run(alice, ToolCall.ORDER, ToolCall.INVOICE);
        Reply reply = run.exchange(ToolCall.ORDER, ToolCall.INVOICE).without("authorization_details").send();
        assertThat(claims(reply).getListClaim("authorization_details")).hasSize(2).allSatisfy(
                detail -> assertThat(detail.toString()).contains("order-12345"));
    }

    /** TE-37: what one of the scopes leaves open nobody fills in. */
    @Test
    void needsDetailsWhereOneOfTheScopesIsOpen() throws Exception {
        AgentInstance agent = new AgentInstance(server);
        Reply pushed = agent.push().with("authorization_details", """
                [{"type":"agent_run","purpose":"Look at any order","budget":{"max_calls":10},
                  "ceiling":[{"scope":"read:orders"},{"scope":"read:invoices","identifier":"order-12345"}]}]""").send();
        AgentInstance.Run run = agent
                .run(agent.redeem(BrowserUser.parameter(alice.approve(pushed.text("request_uri")), "code")).send());
        refusals.demand(Row.of("TE-37+", r -> r.without("authorization_details"),
                "400 invalid_authorization_details details_not_pinned"), run.exchange(ToolCall.ORDER, ToolCall.INVOICE),
                new Refusals.Named("support-agent", run.runId()));
        assertThat(claims(run.exchange(ToolCall.ORDER.on("order-1"), ToolCall.INVOICE).send()).getStringClaim("scope"))
                .isEqualTo("read:orders read:invoices");
    }

    @Test
    void theScopesMayBeNamedInAnyOrder() throws Exception {
        AgentInstance.Run run = new AgentInstance(server).run(alice, ToolCall.ORDER, ToolCall.INVOICE);
        Reply reply = run.exchange(ToolCall.ORDER, ToolCall.INVOICE).with("scope", "read:invoices read:orders").send();
        assertThat(claims(reply).getStringClaim("scope").split(" ")).containsExactlyInAnyOrder("read:orders",
                "read:invoices");
    }

    private static int callsLeft(AgentInstance.Run run) {
        return server.jdbc().sql("SELECT calls_left FROM run WHERE run_id = ?").param(run.runId()).query(Integer.class)
                .single();
    }
}
