package dev.errand.authz.http;

import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.OAuthRequest;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;
import dev.errand.dpop.client.DPoPKey;
import dev.errand.toolscope.ScopeName;
import dev.errand.toolscope.ToolScope;
import dev.errand.toolscope.registry.Change;
import dev.errand.toolscope.registry.RegistryDocument;
import dev.errand.toolscope.registry.ToolScopeAdmin;
import dev.errand.toolscope.registry.ToolScopes;

import static org.assertj.core.api.Assertions.assertThat;

/** One run from the pushed request to its end, as it must work. */
class RunFromConsentToEndTest {

    private static RunningServer server;
    private BrowserUser alice;
    private AgentInstance agent;

    @BeforeAll
    static void start() {
        server = new RunningServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void logIn() {
        alice = BrowserUser.alice(server);
        agent = new AgentInstance(server);
    }

    @Test
    void theConsentPageShowsTheRegistrysWordsAndMarksTheAgentsOwn() {
        String page = alice.open(agent.requestUri()).body();
        assertThat(page).contains("Read one order", "Refund up to 50.00 USD on one order", "only order-12345",
                "value=\"40.00\"", "<strong>10 calls</strong>", "Refund order 12345", "nobody has checked them");
    }

    @Test
    void theAnswerToTheClientCarriesCodeStateAndIssuer() {
        Reply redirect = alice.approve(agent.requestUri());
        assertThat(redirect.status()).isEqualTo(303);
        assertThat(redirect.location()).startsWith(RunningServer.REDIRECT_URI + "?");
        assertThat(BrowserUser.parameter(redirect, "state")).isEqualTo("st-1");
        assertThat(BrowserUser.parameter(redirect, "iss")).isEqualTo("https://as.example");
    }

    @Test
    void aRunTokenIsForThisServerAloneAndBoundToTheInstancesKey() throws ParseException {
        AgentInstance.Run run = agent.run(alice);
        JWTClaimsSet claims = SignedJWT.parse(run.token()).getJWTClaimsSet();
        assertThat(claims.getAudience()).containsExactly("https://as.example");
        assertThat(claims.getStringClaim("token_use")).isEqualTo("run");
        assertThat(claims.getJSONObjectClaim("cnf")).isEqualTo(Map.of("jkt", agent.key.jkt()));
        assertThat(claims.getSubject()).isEqualTo("user-678");
        assertThat(Duration.between(claims.getIssueTime().toInstant(), claims.getExpirationTime().toInstant()))
                .isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void aCredentialIsForOneCallAtOneTool() throws ParseException {
        AgentInstance.Run run = agent.run(alice);
        Reply answer = run.exchangeRefund("20.00", "USD", "order-12345").send();
        SignedJWT token = SignedJWT.parse(answer.text("access_token"));
        JWTClaimsSet claims = token.getJWTClaimsSet();
        assertThat(answer.text("token_type")).isEqualTo("DPoP");
        assertThat(answer.text("issued_token_type")).isEqualTo(AgentInstance.ACCESS_TOKEN);
        assertThat(answer.text("refresh_token")).isEmpty();
        assertThat(token.getHeader().getType().getType()).isEqualTo("at+jwt");
        assertThat(claims.getAudience()).containsExactly("https://refunds.example");
        assertThat(claims.getStringClaim("scope")).isEqualTo("write:refunds-under-50");
        assertThat(claims.getLongClaim("max_uses")).isEqualTo(1);
        assertThat(claims.getJSONObjectClaim("act")).isEqualTo(Map.of("sub", "support-agent"));
        assertThat(claims.getStringClaim("run_id")).isEqualTo(run.runId());
        assertThat(claims.getListClaim("authorization_details").getFirst().toString()).contains("order-12345",
                "max=20.00");
        assertThat(Duration.between(claims.getIssueTime().toInstant(), claims.getExpirationTime().toInstant()))
                .isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void everyIssuanceIsInTheLedgerUnderTheTokensOwnId() throws ParseException {
        AgentInstance.Run run = agent.run(alice);
        Reply answer = run.exchangeOrder().send();
        String id = SignedJWT.parse(answer.text("access_token")).getJWTClaimsSet().getJWTID();
        Map<String, Object> row = server.jdbc().sql("""
                SELECT run_id, subject, agent, tool, scope, trigger_word, jkt FROM issuance WHERE credential_id = ?
                """.replace("trigger_word", triggerColumn())).param(id).query().singleRow();
        assertThat(row.values()).contains(run.runId(), "user-678", "support-agent", "https://orders.example",
                "read:orders", "token_exchange", agent.key.jkt());
    }

    private static String triggerColumn() {
        return server.jdbc().sql("""
                SELECT column_name FROM information_schema.columns
                 WHERE table_name = 'issuance' AND column_name LIKE '%trigger%'
                """).query(String.class).single();
    }

    @Test
    void whatTheUserStrikesOrLowersIsNotGranted() {
        Reply redirect = alice.decide(agent.requestUri(),
                Map.of("decision", "approve", "scope.1", "on", "limit.1.create-refund.amount", "10.00", "total.amount", "15"));
        AgentInstance.Run run = agent.run(agent.redeem(BrowserUser.parameter(redirect, "code")).send());
        assertThat(run.exchangeOrder().send().refusal()).isEqualTo("400 invalid_scope scope_outside_ceiling");
        assertThat(run.exchangeRefund("10.01", "USD", "order-12345").send().refusal())
                .isEqualTo("400 invalid_authorization_details wider_than_ceiling");
        assertThat(run.exchangeRefund("10.00", "USD", "order-12345").send().status()).isEqualTo(200);
        assertThat(run.exchangeRefund("5.01", "USD", "order-12345").send().refusal())
                .isEqualTo("400 access_denied budget_exceeded");
        assertThat(run.exchangeRefund("5.00", "USD", "order-12345").send().status()).isEqualTo(200);
    }

    @Test
    void theFormCannotRaiseWhatWasAsked() {
        Reply page = alice.decide(agent.requestUri(),
                Map.of("decision", "approve", "scope.0", "on", "scope.1", "on", "limit.1.create-refund.amount", "49.00"));
        assertThat(page.status()).isEqualTo(400);
        assertThat(page.body()).contains("Limits can be lowered, not raised");
    }

    @Test
    void aRefreshTokenGivesTheNextOneAndAFreshRunToken() {
        AgentInstance.Run first = agent.run(alice);
        AgentInstance.Run second = agent.run(first.refresh().send());
        assertThat(second.runId()).isEqualTo(first.runId());
        assertThat(second.refreshToken()).isNotEqualTo(first.refreshToken());
        assertThat(agent.run(second.refresh().send()).exchangeOrder().send().status()).isEqualTo(200);
    }

    @Test
    void oneAssertionSentTwiceAroundANonceChallengeSucceeds() {
        OAuthRequest push = agent.push();
        String path = "/oauth2/par";
        String withoutNonce = agent.key.proof("POST", RunningServer.ISSUER + path, null, null, server.clock.instant(),
                UUID.randomUUID().toString());
        Reply challenge = push.proofs(withoutNonce).send();
        assertThat(challenge.refusal()).isEqualTo("400 use_dpop_nonce nonce_required");
        String nonce = challenge.http().headers().firstValue("DPoP-Nonce").orElseThrow();
        String proof = agent.key.proof("POST", RunningServer.ISSUER + path, null, nonce, server.clock.instant(),
                UUID.randomUUID().toString());
        assertThat(push.proofs(proof).send().status()).isEqualTo(201);
    }

    @Test
    void anOrchestratorBindsTheRunToTheInstancesKey() {
        DPoPKey instance = DPoPKey.generate();
        Reply pushed = agent.push().with("dpop_jkt", instance.jkt()).proofs().send();
        String code = BrowserUser.parameter(alice.approve(pushed.text("request_uri")), "code");
        assertThat(agent.redeem(code).provenBy(instance).send().status()).isEqualTo(200);
    }

    @Test
    void theRunTellsItsStateToTheHolderOfItsKey() {
        AgentInstance.Run run = agent.run(alice);
        run.exchangeRefund("20.00", "USD", "order-12345").send();
        String proof = agent.key.proof("GET", RunningServer.ISSUER + "/run", run.token(), server.nonce(),
                server.clock.instant(), UUID.randomUUID().toString());
        Reply state = server.get("/run", Map.of("Authorization", "DPoP " + run.token(), "DPoP", proof));
        assertThat(state.status()).isEqualTo(200);
        assertThat(state.text("state")).isEqualTo("active");
        assertThat(state.json().path("budget").path("calls_left").asInt()).isEqualTo(9);
        assertThat(state.json().path("budget").path("totals").path("amount").path("left").asString())
                .isEqualTo("30.00");
    }

    @Test
    void givingARunTokenBackCompletesTheRun() {
        AgentInstance.Run run = agent.run(alice);
        assertThat(run.exchangeOrder().send().status()).isEqualTo(200);
        assertThat(run.revoke(run.token()).send().status()).isEqualTo(200);
        assertThat(run.exchangeOrder().send().refusal()).isEqualTo("400 invalid_request run_ended");
        assertThat(run.refresh().send().refusal()).isEqualTo("400 invalid_grant run_ended");
    }

    @Test
    void anUnknownTokenIsGoneAlready() {
        assertThat(agent.request("/oauth2/revoke").with("token", "unknown").send().status()).isEqualTo(200);
    }

    @Test
    void logoutEndsTheRunsOfTheSession() {
        AgentInstance.Run run = agent.run(alice);
        assertThat(run.exchangeOrder().send().status()).isEqualTo(200);
        assertThat(alice.logOut().status()).isEqualTo(302);
        assertThat(run.exchangeOrder().send().refusal()).isEqualTo("400 invalid_request session_ended");
        assertThat(run.refresh().send().refusal()).isEqualTo("400 invalid_grant session_ended");
    }

    @Test
    void aPublicAgentNeedsItsIdAndTheKey() {
        AgentInstance open = new AgentInstance(server, "public-agent", server.agentKey);
        Reply pushed = open.push().without("client_assertion").without("client_assertion_type")
                .with("authorization_details", """
                        [{"type":"agent_run","purpose":"Look","ceiling":[{"scope":"read:orders"}]}]""").send();
        assertThat(pushed.status()).isEqualTo(201);
        String uri = pushed.text("request_uri");
        alice.get("/oauth2/authorize?client_id=public-agent&request_uri=" + uri);
        Reply redirect = alice.post("/oauth2/authorize", Map.of("client_id", "public-agent", "request_uri", uri,
                "decision", "approve", "scope.0", "on", "ends_at", "2030-05-05T12:15:00Z"));
        Reply answer = open.redeem(BrowserUser.parameter(redirect, "code")).without("client_assertion")
                .without("client_assertion_type").with("client_id", "public-agent").send();
        assertThat(open.run(answer).exchangeOrder().send().status()).isEqualTo(200);
    }

    @Test
    void theMetadataAnnouncesWhatThereIs() {
        Reply metadata = server.get("/.well-known/oauth-authorization-server", Map.of());
        assertThat(metadata.text("issuer")).isEqualTo("https://as.example");
        assertThat(metadata.text("pushed_authorization_request_endpoint")).isEqualTo("https://as.example/oauth2/par");
        assertThat(List.of("agent_run", "tool_call")).containsExactlyElementsOf(
                metadata.json().path("authorization_details_types_supported").valueStream()
                        .map(type -> type.asString()).toList());
        assertThat(metadata.json().path("dpop_signing_alg_values_supported").get(0).asString()).isEqualTo("ES256");
    }

    /** What the user consented to stays the measure, though the registry allows more by now. */
    @Test
    void aScopeThatWasWidenedSinceGivesNoMoreThanItsPinnedVersion() throws ParseException {
        AgentInstance.Run before = agent.run(alice);
        ToolScopes registry = server.bean(ToolScopes.class);
        ToolScope asItWas = registry.active(new ScopeName("read:orders")).orElseThrow();
        try {
            activate(new ToolScope(asItWas.name(), asItWas.version(), asItWas.tool(), asItWas.description(),
                    asItWas.effect(), Duration.ofMinutes(5), 10, asItWas.labels(), asItWas.identifier(),
                    asItWas.actions(), asItWas.runDefault()));
            AgentInstance.Run after = agent.run(alice);
            assertThat(maxUses(before)).isEqualTo(1);
            assertThat(maxUses(after)).isEqualTo(10);
        } finally {
            activate(asItWas);
        }
    }

    private static long maxUses(AgentInstance.Run run) throws ParseException {
        JWTClaimsSet claims = SignedJWT.parse(run.exchangeOrder().send().text("access_token")).getJWTClaimsSet();
        assertThat(claims.getExpirationTime().toInstant()).isEqualTo(claims.getIssueTime().toInstant()
                .plus(claims.getLongClaim("max_uses") == 1 ? Duration.ofMinutes(1) : Duration.ofMinutes(5)));
        return claims.getLongClaim("max_uses");
    }

    private static void activate(ToolScope changed) {
        ToolScopes registry = server.bean(ToolScopes.class);
        List<ToolScope> scopes = registry.activeScopes().stream()
                .map(scope -> scope.name().equals(changed.name()) ? changed : scope).toList();
        server.bean(ToolScopeAdmin.class).apply(new RegistryDocument(registry.tools(), scopes),
                new Change("a test", "narrower than before"));
    }
}
