package dev.errand.authz.attack;

import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.OAuthRequest;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.secret.Secrets;
import dev.errand.dpop.client.DPoPKey;

import static org.assertj.core.api.Assertions.assertThat;

/** Attacks on pushed requests and codes, at the endpoints that agents call. */
class AuthorizationCodeAttackTest {

    private static final String BURNT = "400 invalid_grant code_unusable";
    private static final Refusals.Named AGENT = new Refusals.Named("support-agent", null);

    private static RunningServer server;
    private static Refusals refusals;
    private static BrowserUser alice;
    private static AgentInstance agent;

    @BeforeAll
    static void start() {
        server = new RunningServer();
        refusals = new Refusals(server);
        alice = BrowserUser.alice(server);
        agent = new AgentInstance(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @MethodSource("dev.errand.authz.attack.PushRows#rows")
    void refusesPushedRequest(Row row) {
        assertThat(agent.push().send().status()).isEqualTo(201);
        refusals.demand(row, agent.push(), AGENT);
    }

    static Stream<Row> accepted() {
        return PushRows.accepted(agent);
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void acceptsPushedRequest(Row row) {
        assertThat(row.change().apply(agent.push()).send().status()).isEqualTo(201);
    }

    /** Codes in wrong hands, or without what goes with them, are burnt. */
    static Stream<Row> wrongHands() {
        return Stream.of(
                Row.of("AC-05 a wrong verifier", r -> r.with("code_verifier", "w".repeat(43)),
                        "400 invalid_grant pkce_mismatch"),
                Row.of("AC-05 the challenge for the verifier", r -> r.with("code_verifier",
                        Secrets.hash(AgentInstance.VERIFIER)),
                        "400 invalid_grant pkce_mismatch"),
                Row.of("AC-07+ another redirect_uri", r -> r.with("redirect_uri", "https://agent.example/callback"),
                        "400 invalid_grant redirect_uri_mismatch"),
                Row.of("AC-07+ another port", r -> r.with("redirect_uri", "http://127.0.0.1:51234/callback"),
                        "400 invalid_grant redirect_uri_mismatch"),
                Row.of("AC-09+ another key", r -> r.provenBy(DPoPKey.generate()),
                        "400 invalid_grant proof_key_mismatch"));
    }

    @ParameterizedTest
    @MethodSource("wrongHands")
    void burnsTheCode(Row row) {
        assertThat(agent.redeem(agent.code(alice)).send().status()).isEqualTo(200);
        String code = agent.code(alice);
        refusals.demand(row, agent.redeem(code), AGENT);
        refusals.demand(Row.of("the code is burnt", r -> r, BURNT), agent.redeem(code), AGENT);
    }

    /** What is malformed, unproven or of nobody leaves the code to its owner. */
    static Stream<Row> malformed() {
        String verifier = "code_verifier";
        String format = "400 invalid_request code_verifier_malformed";
        String missing = "400 invalid_request parameter_missing";
        return Stream.of(Row.of("AC-05 42 characters", r -> r.with(verifier, "w".repeat(42)), format),
                Row.of("AC-05 129 characters", r -> r.with(verifier, "w".repeat(129)), format),
                Row.of("AC-05 other letters", r -> r.with(verifier, "\u00e9".repeat(43)), format),
                Row.of("AC-05 a character that is not allowed", r -> r.with(verifier, "w".repeat(43) + "+"), format),
                Row.of("AC-05 a space at the end", r -> r.with(verifier, AgentInstance.VERIFIER + " "), format),
                Row.of("AC-05 no verifier", r -> r.without(verifier), missing),
                Row.of("AC-05 an empty verifier", r -> r.with(verifier, ""), missing),
                Row.of("AC-07+ no redirect_uri", r -> r.without("redirect_uri"), missing),
                Row.of("AC-09 no code", r -> r.without("code"), missing),
                Row.of("AC-09 an unknown code", r -> r.with("code", "unknown"), "400 invalid_grant code_unknown"),
                Row.of("AC-09 the code in lower case", r -> r.with("code", r.value("code").toLowerCase(Locale.ROOT)
                        + "x"), "400 invalid_grant code_unknown"),
                Row.of("AC-13+ a resource", r -> r.with("resource", RunningServer.ORDERS),
                        "400 invalid_target resource_not_granted").naming("resource"),
                Row.of("AC-13+ an audience", r -> r.with("audience", RunningServer.ORDERS),
                        "400 invalid_target resource_not_granted").naming("audience"),
                Row.of("AC-13+ a scope", r -> r.with("scope", "read:orders"),
                        "400 invalid_scope parameter_not_allowed").naming("scope"),
                Row.of("AC-13+ other details", r -> r.with("authorization_details", "[]"),
                        "400 invalid_authorization_details parameter_not_allowed").naming("authorization_details"),
                Row.of("DP-81 no proof", r -> r.proofs(), "400 invalid_dpop_proof proof_missing"),
                Row.of("TE-03 no client authentication",
                        r -> r.without("client_assertion").without("client_assertion_type"),
                        "401 invalid_client client_missing"),
                Row.of("TE-03 the client's id alone", r -> r.without("client_assertion").without("client_assertion_type")
                        .with("client_id", "support-agent"), "401 invalid_client client_method"),
                Row.of("AC-09 as a public client", r -> r.without("client_assertion").without("client_assertion_type")
                        .with("client_id", "nobody"), "401 invalid_client client_unknown"));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void leavesTheCode(Row row) {
        String code = agent.code(alice);
        refusals.demand(row, agent.redeem(code), AGENT);
        assertThat(agent.redeem(code).send().status()).as("the same code afterwards").isEqualTo(200);
    }

    /** RFC 6749 §3.2: a parameter without a value is one that was left out. */
    @Test
    void aParameterWithoutAValueNarrowsNothing() {
        assertThat(agent.redeem(agent.code(alice)).with("resource", "").with("audience", "").with("scope", "")
                .with("authorization_details", "").send().status()).isEqualTo(200);
    }

    @Test
    void ac09ACodeInAnotherClientsHandsIsBurnt() {
        AgentInstance other = new AgentInstance(server, "other-agent", server.otherAgentKey);
        String code = agent.code(alice);
        refusals.demand(Row.of("AC-09", r -> r.provenBy(agent.key), "400 invalid_grant client_mismatch"),
                other.redeem(code), new Refusals.Named("other-agent", null));
        refusals.demand(Row.of("AC-09", r -> r, BURNT), agent.redeem(code), AGENT);
    }

    @Test
    void ac01ASecondRedemptionEndsTheRun() {
        String code = agent.code(alice);
        AgentInstance.Run run = agent.run(agent.redeem(code).send());
        assertThat(run.exchangeOrder().send().status()).isEqualTo(200);
        Refusals.Named named = new Refusals.Named("support-agent", run.runId());
        refusals.demand(Row.of("AC-01", r -> r, "400 invalid_grant code_reused"), agent.redeem(code), named);
        refusals.demand(Row.of("AC-01", r -> r, "400 invalid_request run_ended"), run.exchangeOrder(), named);
        refusals.demand(Row.of("AC-01", r -> r, "400 invalid_grant run_ended"), run.refresh(), named);
        assertThat(refusals.alarms("code_reused", run.runId())).isEqualTo(1);
        assertThat(server.jdbc().sql("SELECT state || ' ' || end_reason FROM run WHERE run_id = ?").param(run.runId())
                .query(String.class).single()).isEqualTo("revoked code_reused");
    }

    /** AC-01+: a thief who redeems a used code under a client and a key of its own ends the run, and gains nothing. */
    @Test
    void ac01AUsedCodeInAnotherClientsHandsEndsTheRunToo() {
        AgentInstance other = new AgentInstance(server, "other-agent", server.otherAgentKey);
        String code = agent.code(alice);
        AgentInstance.Run run = agent.run(agent.redeem(code).send());
        refusals.demand(Row.of("AC-01+", r -> r, "400 invalid_grant code_reused"), other.redeem(code),
                new Refusals.Named("other-agent", run.runId()));
        assertThat(run.exchangeOrder().send().refusal()).isEqualTo("400 invalid_request run_ended");
        assertThat(refusals.alarms("code_reused", run.runId())).isEqualTo(1);
    }

    @Test
    void ac21NoRunIsOpenedInASessionThatEnded() {
        BrowserUser leaving = BrowserUser.alice(server);
        String code = agent.code(leaving);
        leaving.logOut();
        refusals.demand(Row.of("AC-21+", r -> r, "400 invalid_grant session_ended"), agent.redeem(code), AGENT);
    }

    @Test
    void ac23ACodeIsGoodForAMinute() {
        String early = agent.code(alice);
        String late = agent.code(alice);
        server.clock.advance(Duration.ofSeconds(59));
        assertThat(agent.redeem(early).send().status()).isEqualTo(200);
        server.clock.advance(Duration.ofSeconds(1));
        OAuthRequest redemption = agent.redeem(late);
        refusals.demand(Row.of("AC-23", r -> r, "400 invalid_grant code_expired"), redemption, AGENT);
    }
}
