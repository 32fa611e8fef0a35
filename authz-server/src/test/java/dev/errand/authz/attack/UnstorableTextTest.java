package dev.errand.authz.attack;

import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** PostgreSQL takes no NUL in its texts: wherever a caller's text gets that far, it is refused as what it is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnstorableTextTest {

    private static final String DETAILS = "authorization_details";

    private RunningServer server;
    private BrowserUser alice;
    private AgentInstance.Run run;

    @BeforeAll
    void start() {
        server = new RunningServer(TestDatabase.POSTGRESQL.newUrl());
        alice = BrowserUser.alice(server);
        run = new AgentInstance(server).run(alice);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    /** Puts a NUL, as JSON spells it, behind a word of the details. */
    private static Row behind(String word, String refusal) {
        return Row.of("behind " + word, request -> request.with(DETAILS,
                request.value(DETAILS).replace("\"" + word + "\"", "\"" + word + "\\u0000\"")), refusal);
    }

    private static Row form(String parameter, String refusal) {
        return Row.of(parameter, request -> request.with(parameter, "x\0"), refusal);
    }

    static Stream<Row> exchanges() {
        String malformed = "400 invalid_authorization_details details_malformed";
        return Stream.of(behind("order-12345", malformed), behind("read:orders", malformed),
                behind("read-order", "400 invalid_authorization_details wider_than_registered"),
                behind("https://orders.example", "400 invalid_target location_mismatch"),
                behind("tool_call", malformed),
                form("scope", "400 invalid_request parameter_malformed"),
                form("resource", "400 invalid_request parameter_malformed"),
                form("subject_token", "400 invalid_request parameter_malformed"),
                form("client_id", "400 invalid_request parameter_malformed"));
    }

    @ParameterizedTest
    @MethodSource("exchanges")
    void anExchangeWithANulIsRefused(Row row) {
        assertThat(row.change().apply(run.exchangeOrder()).send().refusal()).isEqualTo(row.refusal());
        assertThat(run.exchangeOrder().send().status()).as("the untouched twin").isEqualTo(200);
    }

    static Stream<Row> pushes() {
        String malformed = "400 invalid_authorization_details details_malformed";
        return Stream.of(behind("Refund order 12345", malformed), behind("order-12345", malformed),
                behind("USD", malformed), form("state", "400 invalid_request parameter_malformed"),
                form("code_challenge", "400 invalid_request parameter_malformed"),
                form("redirect_uri", "400 invalid_request parameter_malformed"));
    }

    @ParameterizedTest
    @MethodSource("pushes")
    void aPushedRequestWithANulIsRefused(Row row) {
        assertThat(row.change().apply(run.agent().push()).send().refusal()).isEqualTo(row.refusal());
        assertThat(run.agent().push().send().status()).as("the untouched twin").isEqualTo(201);
    }

    @Test
    void aProofHasNoSuchIdentifier() {
        String proof = run.agent().key.proof("POST", RunningServer.ISSUER + "/oauth2/token", null, server.nonce(),
                server.clock.instant(), "\0" + UUID.randomUUID());

        assertThat(run.exchangeOrder().proofs(proof).send().refusal()).isEqualTo("400 invalid_dpop_proof proof_jti");
        assertThat(run.exchangeOrder().send().status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"client_id=%00&request_uri=urn%3Ax", "client_id=support-agent&request_uri=%00",
        "client_id=%00&request_uri=%00"})
    void theAuthorizationEndpointHasNoSuchRequest(String query) {
        assertThat(alice.get("/oauth2/authorize?" + query).status()).isEqualTo(400);
        assertThat(alice.open(run.agent().requestUri()).status()).isEqualTo(200);
    }

    @Test
    void nobodyHasSuchAName() {
        BrowserUser stranger = new BrowserUser(server);

        assertThat(stranger.logIn("al\0ice", "correct horse").location()).contains("/login?");
        assertThat(stranger.logIn("alice", "correct horse\0").location()).contains("/login?");
        assertThat(stranger.logIn("alice", "correct horse").location()).doesNotContain("/login?");
    }

    @Test
    void noRunHasSuchAnId() {
        BrowserUser admin = new BrowserUser(server);
        admin.logIn("admin", "battery staple");

        assertThat(admin.get("/admin/api/v1/ledger/calls?run_id=%00").status()).isEqualTo(400);
        assertThat(admin.get("/admin/api/v1/ledger/calls?credential_id=x%00").status()).isEqualTo(400);
        assertThat(admin.get("/admin/api/v1/ledger/calls?run_id=" + run.runId()).status()).isEqualTo(200);
        admin.get("/login");
        assertThat(admin.post("/admin/api/v1/runs/%00/revoke", Map.of()).status()).isEqualTo(400);
    }
}
