package dev.errand.authz.attack;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import dev.errand.authz.agent.Agent;
import dev.errand.authz.agent.Agents;
import dev.errand.authz.running.AdministrativeClient;
import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.OAuthRequest;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;
import dev.errand.dpop.client.DPoPKey;

import static org.assertj.core.api.Assertions.assertThat;

/** Attacks on and around administrative clients: AD-21, and what an agent or an auditor would reach for. */
class AdministrativeClientAttackTest {

    private static final String CALLS = "/admin/api/v1/ledger/calls";
    private static final String REVOKE = "/admin/api/v1/runs/run-1/revoke";

    private static RunningServer server;
    private static Refusals refusals;
    private static AdministrativeClient admin;
    private static AdministrativeClient auditor;
    private static AgentInstance agent;
    private static AgentInstance.Run run;

    @BeforeAll
    static void start() {
        server = new RunningServer();
        refusals = new Refusals(server);
        admin = AdministrativeClient.admin(server);
        auditor = AdministrativeClient.auditor(server);
        agent = new AgentInstance(server);
        run = agent.run(BrowserUser.alice(server));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static Stream<Row> askings() {
        String target = "400 invalid_target resource_not_granted";
        return Stream.of(
                Row.of("AD-21+ no resource", r -> r.without("resource"), "400 invalid_target resource_missing"),
                Row.of("AD-21+ two resources", r -> r.with("resource", AdministrativeClient.API, AdministrativeClient.API),
                        "400 invalid_target resource_repeated"),
                Row.of("AD-21+ the issuer, as a run token has it", r -> r.with("resource", RunningServer.ISSUER), target),
                Row.of("AD-21+ a slash behind it", r -> r.with("resource", AdministrativeClient.API + "/"), target),
                Row.of("AD-21+ a tool", r -> r.with("resource", RunningServer.REFUNDS), target),
                Row.of("AD-21+ an audience of its own", r -> r.with("audience", RunningServer.REFUNDS), target),
                Row.of("AD-21+ a tool scope", r -> r.with("scope", "read:orders"),
                        "400 invalid_request parameter_not_allowed"),
                Row.of("AD-21+ details", r -> r.with("authorization_details", "[]"),
                        "400 invalid_request parameter_not_allowed"))
                .map(Row::byClient);
    }

    /** What identifies nobody, and what the run of somebody else is shown with. */
    static Stream<Row> others() {
        return Stream.of(
                Row.of("AD-21+ no proof", r -> r.proofs(), "400 invalid_dpop_proof proof_missing"),
                Row.of("AD-21+ no assertion", r -> r.without("client_assertion").without("client_assertion_type"),
                        "401 invalid_client client_missing"),
                Row.of("AD-21+ its name alone", r -> r.without("client_assertion").without("client_assertion_type")
                        .with("client_id", "the-admin-client"), "401 invalid_client client_method"),
                Row.of("AD-21+ a secret", r -> r.with("client_secret", "x"), "401 invalid_client client_method"),
                Row.of("AD-21+ an agent beside it", r -> r.with("client_id", "support-agent"),
                        "401 invalid_client client_mismatch"),
                Row.of("AD-21+ a refresh token", r -> r.with("grant_type", "refresh_token").with("refresh_token",
                        run.refreshToken()).without("resource"), "400 invalid_grant client_mismatch"),
                Row.of("AD-21+ a run token to exchange", AdministrativeClientAttackTest::exchanging,
                        "400 invalid_request client_mismatch"));
    }

    private static OAuthRequest exchanging(OAuthRequest good) {
        return good.with("grant_type", AgentInstance.EXCHANGE).with("subject_token", run.token())
                .with("subject_token_type", AgentInstance.ACCESS_TOKEN).with("resource", RunningServer.ORDERS)
                .with("scope", "read:orders");
    }

    @ParameterizedTest
    @MethodSource({"askings", "others"})
    void givesNoToken(Row row) {
        assertThat(admin.asks().send().status()).isEqualTo(200);
        refusals.demand(row, admin.asks(), new Refusals.Named("the-admin-client", run.runId()));
    }

    @Test
    void theTokenIsForTheAdministrationApiAloneAndForAMinute() throws Exception {
        Reply answer = admin.asks().send();
        assertThat(answer.json().propertyNames()).containsExactly("access_token", "token_type", "expires_in");
        JWTClaimsSet claims = SignedJWT.parse(answer.text("access_token")).getJWTClaimsSet();
        assertThat(claims.getAudience()).containsExactly(AdministrativeClient.API);
        assertThat(claims.getClaims().keySet()).containsExactlyInAnyOrder("iss", "sub", "aud", "client_id", "cnf",
                "token_use", "jti", "iat", "exp");
        assertThat(claims.getExpirationTime().getTime() - claims.getIssueTime().getTime()).isEqualTo(60_000);
        assertThat(server.jdbc().sql("SELECT kind, run_id, session, subject, agent, tool FROM issuance WHERE credential_id = ?")
                .param(claims.getJWTID()).query().singleRow()).containsEntry("kind", "admin_token").containsEntry("run_id", "")
                .containsEntry("subject", "the-admin-client").containsEntry("tool", AdministrativeClient.API);
    }

    @Test
    void anAgentHasNoAuthorityOfItsOwn() {
        Row row = Row.of("AD-21+ an agent's client_credentials", r -> r.with("grant_type", "client_credentials")
                .with("resource", AdministrativeClient.API), "400 unauthorized_client client_not_administrative").byClient();
        refusals.demand(row, agent.authenticated("/oauth2/token"), new Refusals.Named("support-agent", null));
        assertThat(admin.asks().send().status()).as("twin: an administrative client").isEqualTo(200);
    }

    @Test
    void anAdministrativeClientOpensNoRun() {
        AgentInstance opener = new AgentInstance(server, "the-admin-client", server.adminClientKey);
        Row row = Row.of("AD-21+ a pushed request", UnaryOperator.identity(), "400 unauthorized_client client_administers")
                .byClient();
        refusals.demand(row, opener.push(), new Refusals.Named("the-admin-client", null));
        assertThat(agent.push().send().status()).as("twin: an agent").isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            GET,  /admin/api/v1/ledger/calls,        200, 200
            POST, /admin/api/v1/runs/run-1/revoke,   200, 403
            GET,  /admin/api/v1/runs/run-1/revoke,   403, 403
            GET,  /admin/api/v1/everything,          403, 403
            POST, /admin/api/v1/ledger/calls,        403, 403
            """)
    void letsThroughTheRolesThatTheTableNames(String method, String path, int asAdmin, int asAuditor) {
        assertThat(admin.send(method, path, Map.of(), "").status()).isEqualTo(asAdmin);
        assertThat(auditor.send(method, path, Map.of(), "").status()).isEqualTo(asAuditor);
    }

    /** Each is sent in place of a good request for the reported calls. */
    static Stream<Arguments> impostures() {
        return Stream.of(
                imposture("AD-21 a run token", "wrong_audience", agentHeaders(run.token())),
                imposture("AD-21+ a credential", "wrong_audience", agentHeaders(run.exchangeOrder().send().text("access_token"))),
                imposture("AD-21+ as a Bearer token", "bearer_downgrade",
                        with(good(), "Authorization", "Bearer " + admin.token())),
                imposture("AD-21+ without a proof", "proof_missing", without(good(), "DPoP")),
                imposture("AD-21+ with a proof alone", "token_missing", without(good(), "Authorization")),
                imposture("AD-21+ proven by another key", "proof_key_mismatch",
                        admin.headers("GET", CALLS, admin.token(), DPoPKey.generate())),
                imposture("AD-21+ with the proof of another path", "proof_htu",
                        admin.headers("GET", REVOKE, admin.token(), admin.key)),
                imposture("AD-21+ with the proof of another method", "proof_htm",
                        admin.headers("POST", CALLS, admin.token(), admin.key)),
                imposture("AD-21+ with the proof of another token", "proof_ath",
                        with(good(), "Authorization", "DPoP " + admin.token())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("impostures")
    void theApiIsClosedTo(String attack, String reason, Map<String, String> headers) {
        Reply refused = server.get(CALLS, headers);
        assertThat(refused.status()).as(attack).isEqualTo(401);
        assertThat(refused.text("reason")).isEqualTo(reason);
        assertThat(refused.http().headers().firstValue("WWW-Authenticate")).hasValueSatisfying(
                challenge -> assertThat(challenge).startsWith("DPoP "));
        assertThat(server.get(CALLS, good()).status()).as("twin").isEqualTo(200);
    }

    @Test
    void aProofIsGoodOnce() {
        Map<String, String> headers = good();
        assertThat(server.get(CALLS, headers).status()).isEqualTo(200);
        assertThat(server.get(CALLS, headers).text("reason")).isEqualTo("proof_replayed");
    }

    @Test
    void theTokenIsGoodNowhereElse() {
        Map<String, String> headers = admin.headers("GET", "/run", admin.token(), admin.key);
        assertThat(server.get("/run", headers).text("reason")).isEqualTo("wrong_audience");
        OAuthRequest exchange = agent.exchange(admin.token(), RunningServer.ORDERS, "read:orders", "[]");
        assertThat(agent.authenticate(exchange).send().refusal()).isEqualTo("400 invalid_request token_not_a_run_token");
    }

    /** The registration counts as it is when the request comes, not as it was when the token was issued. */
    @Test
    void aDisabledClientIsOutAtOnce() {
        Map<String, String> before = good();
        Map<String, String> after = good();
        Agents clients = server.bean(Agents.class);
        Agent client = clients.find("the-admin-client").orElseThrow();
        assertThat(server.get(CALLS, before).status()).isEqualTo(200);
        clients.register(Agent.administrative(client.clientId(), client.name(), client.jwks(), client.roles(), false), "test");
        assertThat(server.get(CALLS, after).status()).isEqualTo(403);
        assertThat(admin.asks().send().refusal()).isEqualTo("401 invalid_client client_assertion");
        clients.register(client, "test");
        assertThat(server.get(CALLS, good()).status()).isEqualTo(200);
    }

    private static Map<String, String> good() {
        return admin.headers("GET", CALLS, admin.token(), admin.key);
    }

    private static Map<String, String> agentHeaders(String token) {
        return admin.headers("GET", CALLS, token, agent.key);
    }

    private static Map<String, String> with(Map<String, String> headers, String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(headers);
        changed.put(name, value);
        return changed;
    }

    private static Map<String, String> without(Map<String, String> headers, String name) {
        Map<String, String> changed = new LinkedHashMap<>(headers);
        changed.remove(name);
        return changed;
    }

    private static Arguments imposture(String attack, String reason, Map<String, String> headers) {
        return Arguments.of(attack, reason, headers);
    }
}
