package dev.errand.authz.attack;

import java.time.Duration;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.OAuthRequest;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;
import dev.errand.dpop.client.DPoPKey;

import static org.assertj.core.api.Assertions.assertThat;

/** Attacks on token exchange, and on what of a scope can be had by it. Every row's request is good but for one change. */
class TokenExchangeAttackTest {

    private static RunningServer server;
    private static AgentInstance.Run run;

    @BeforeAll
    static void start() {
        server = new RunningServer();
        run = new AgentInstance(server).run(BrowserUser.alice(server));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static Stream<Row> attacks() {
        String details = "authorization_details";
        return Stream.of(
                Row.of("TX-05 a token of nobody's", r -> r.with("subject_token", "x.y.z"),
                        "400 invalid_request token_malformed"),
                Row.of("TX-07 a client assertion as subject token",
                        r -> r.with("subject_token", run.agent().assertion()), "400 invalid_request token_malformed"),
                Row.of("TX-07 a refresh token as subject token", r -> r.with("subject_token", run.refreshToken()),
                        "400 invalid_request token_malformed"),
                Row.of("TX-07 a credential as subject token",
                        r -> r.with("subject_token", run.exchangeOrder().send().text("access_token")),
                        "400 invalid_request token_not_a_run_token"),
                Row.of("an altered signature", r -> r.with("subject_token", altered(run.token())),
                        "400 invalid_request token_signature"),
                Row.of("the run token under another key", r -> r.provenBy(DPoPKey.generate()),
                        "400 invalid_request proof_key_mismatch"),
                Row.of("the run token without a proof", r -> r.proofs(), "400 invalid_dpop_proof proof_missing"),
                Row.of("a proof that speaks of another token",
                        r -> r.proofs(run.agent().key.proof("POST", RunningServer.ISSUER + "/oauth2/token", "another",
                                server.nonce(), server.clock.instant(), UUID.randomUUID().toString())),
                        "400 invalid_dpop_proof proof_ath"),
                Row.of("subject_token_type missing", r -> r.without("subject_token_type"),
                        "400 invalid_request token_type_unsupported"),
                Row.of("TX-09 a refresh token asked for",
                        r -> r.with("requested_token_type", "urn:ietf:params:oauth:token-type:refresh_token"),
                        "400 invalid_request token_type_unsupported"),
                Row.of("TX-17 an actor token", r -> r.with("actor_token", "x"),
                        "400 invalid_request actor_token_not_allowed"),
                Row.of("no resource", r -> r.without("resource"), "400 invalid_target resource_missing"),
                Row.of("TE-27 two resources", r -> r.with("resource", RunningServer.REFUNDS, RunningServer.ORDERS),
                        "400 invalid_target resource_repeated"),
                Row.of("TE-29 another audience", r -> r.with("audience", RunningServer.ORDERS),
                        "400 invalid_target audience_not_the_resource"),
                Row.of("TX-13 another tool", r -> r.with("resource", RunningServer.ORDERS),
                        "400 invalid_target location_mismatch"),
                Row.of("another tool, not contradicted by the details",
                        r -> r.with("resource", RunningServer.ORDERS).without(details),
                        "400 invalid_target resource_not_the_scopes"),
                Row.of("an unknown tool", r -> r.with("resource", "https://evil.example").without(details),
                        "400 invalid_target resource_unknown"),
                Row.of("no scope", r -> r.without("scope"), "400 invalid_scope scope_missing"),
                Row.of("TE-21 a wildcard", r -> r.with("scope", "write:*"), "400 invalid_scope scope_unknown"),
                Row.of("TE-21 two scopes", r -> r.with("scope", "write:refunds-under-50 read:orders"),
                        "400 invalid_scope composition_not_registered"),
                Row.of("TE-23 a confusable scope", r -> r.with("scope", "wr\u0456te:refunds-under-50"),
                        "400 invalid_scope scope_unknown"),
                Row.of("a scope that nobody registered", r -> r.with("scope", "write:nothing").without(details),
                        "400 invalid_scope scope_unknown"),
                Row.of("TE-19 a scope outside the agent's registration",
                        r -> r.with("scope", "write:payouts").without(details), "400 invalid_scope scope_not_allowed"),
                Row.of("details of another scope",
                        r -> r.with(details, r.value(details).replace("write:refunds-under-50", "read:orders")),
                        "400 invalid_authorization_details scope_mismatch"),
                Row.of("TE-31 an unknown type", r -> r.with(details, r.value(details).replace("tool_call", "payment")),
                        "400 invalid_authorization_details details_malformed"),
                Row.of("details of a run", r -> r.with(details, r.value(details).replace("tool_call", "agent_run")),
                        "400 invalid_authorization_details details_malformed"),
                Row.of("TX-19 an unknown member",
                        r -> r.with(details, r.value(details).replace("{\"type\"", "{\"act\":{\"sub\":\"x\"},\"type\"")),
                        "400 invalid_authorization_details details_malformed"),
                Row.of("TE-39 a member twice",
                        r -> r.with(details, r.value(details).replace("\"max\":", "\"max\":\"1.00\",\"max\":")),
                        "400 invalid_authorization_details details_malformed"),
                Row.of("TE-37 two elements", r -> r.with(details, twice(r.value(details))),
                        "400 invalid_authorization_details details_malformed"),
                Row.of("TE-33 above the registered limit", r -> r.with(details, amount(r, "50.01", "USD")),
                        "400 invalid_authorization_details wider_than_registered"),
                Row.of("above the user's limit", r -> r.with(details, amount(r, "40.01", "USD")),
                        "400 invalid_authorization_details wider_than_ceiling"),
                Row.of("TE-35 another currency", r -> r.with(details, amount(r, "1.00", "EUR")),
                        "400 invalid_authorization_details wider_than_registered"),
                Row.of("TE-35 a currency in lower case", r -> r.with(details, amount(r, "1.00", "usd")),
                        "400 invalid_authorization_details details_malformed"),
                Row.of("a negative amount", r -> r.with(details, amount(r, "-1.00", "USD")),
                        "400 invalid_authorization_details details_malformed"),
                Row.of("an amount in exponent form", r -> r.with(details, amount(r, "1e1", "USD")),
                        "400 invalid_authorization_details details_malformed"),
                Row.of("another order", r -> r.with(details, r.value(details).replace("order-12345", "order-1")),
                        "400 invalid_authorization_details wider_than_ceiling"),
                Row.of("another action", r -> r.with(details, r.value(details).replace("create-refund", "delete-refund")),
                        "400 invalid_authorization_details wider_than_registered"),
                Row.of("TE-15 a parameter twice", r -> r.with("subject_token", run.token(), run.token()),
                        "400 invalid_request parameter_repeated"));
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void refuses(Row row) {
        long issued = issued();
        Reply twin = good().send();
        assertThat(twin.status()).as(twin.body()).isEqualTo(200);
        Reply attacked = row.change().apply(good()).send();
        assertThat(attacked.refusal()).isEqualTo(row.refusal());
        assertThat(attacked.http().headers().firstValue("Cache-Control")).contains("no-store");
        long ownCredentials = row.attack().equals("TX-07 a credential as subject token") ? 2 : 1;
        assertThat(issued()).isEqualTo(issued + ownCredentials);
    }

    /** A cent and a call at a time, out of a budget that is filled up again: the table is longer than any budget. */
    private static OAuthRequest good() {
        server.jdbc().sql("UPDATE run SET calls_left = max_calls WHERE run_id = ?").param(run.runId()).update();
        return run.exchangeRefund("0.01", "USD", "order-12345");
    }

    private static long issued() {
        return server.jdbc().sql("SELECT COUNT(*) FROM issuance WHERE kind = 'credential'").query(Long.class).single();
    }

    @Test
    void refusesARunTokenThatExpired() {
        AgentInstance.Run own = new AgentInstance(server).run(BrowserUser.alice(server));
        assertThat(own.exchangeOrder().send().status()).isEqualTo(200);
        server.clock.advance(Duration.ofMinutes(5));
        assertThat(own.exchangeOrder().send().refusal()).isEqualTo("400 invalid_request token_expired");
        run = new AgentInstance(server).run(BrowserUser.alice(server));
    }

    @Test
    void refusesTheRunOfAnotherClient() {
        AgentInstance other = new AgentInstance(server, "other-agent", server.otherAgentKey);
        OAuthRequest asOther = run.exchangeOrder()
                .with("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
                .with("client_assertion", other.assertion());
        assertThat(run.exchangeOrder().send().status()).isEqualTo(200);
        assertThat(asOther.send().refusal()).isEqualTo("400 invalid_request client_mismatch");
        assertThat(run.exchangeOrder().with("client_id", "other-agent").send().refusal())
                .isEqualTo("401 invalid_client client_mismatch");
    }

    private static String altered(String token) {
        int at = token.lastIndexOf('.') + 10;
        return token.substring(0, at) + (token.charAt(at) == 'A' ? 'B' : 'A') + token.substring(at + 1);
    }

    private static String twice(String details) {
        String element = details.substring(1, details.length() - 1);
        return "[" + element + "," + element + "]";
    }

    private static String amount(OAuthRequest request, String max, String currency) {
        return request.value("authorization_details").replace("\"max\":\"0.01\",\"currency\":\"USD\"",
                "\"max\":\"" + max + "\",\"currency\":\"" + currency + "\"");
    }
}
