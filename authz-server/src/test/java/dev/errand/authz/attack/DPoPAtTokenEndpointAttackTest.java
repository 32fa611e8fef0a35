package dev.errand.authz.attack;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.nimbusds.jose.jwk.ECKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.OAuthRequest;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;
import dev.errand.dpop.client.DPoPKey;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every forged proof against the whole server, at the token endpoint and at PAR: refused before anything is used up, so
 * that the same request succeeds with the same assertion once its proof is good.
 */
class DPoPAtTokenEndpointAttackTest {

    private static final String TOKEN = "/oauth2/token";
    private static final String PAR = "/oauth2/par";

    private static RunningServer server;
    private static Canary canary;
    private static Refusals refusals;
    private static ECKey pair;
    private static AgentInstance agent;
    private static AgentInstance.Run run;

    @BeforeAll
    static void start() throws IOException {
        server = new RunningServer();
        refusals = new Refusals(server);
        pair = RunningServer.key();
        agent = new AgentInstance(server, "support-agent", server.agentKey, DPoPKey.of(pair));
        run = agent.run(BrowserUser.alice(server));
        canary = new Canary();
    }

    @AfterAll
    static void stop() {
        canary.close();
        server.close();
        assertThat(canary.calls()).as("DP-21: nobody fetches what a proof points to").isZero();
    }

    static Stream<Forgery> forgeries() {
        return Stream.of(ForgedHeaders.rows(canary.url("/canary")),
                ForgedKeys.rows(), ForgedBytes.rows(), ForgedClaims.rows()).flatMap(rows -> rows);
    }

    @ParameterizedTest
    @MethodSource("forgeries")
    void atTheTokenEndpoint(Forgery forgery) {
        judge(forgery, exchange(), TOKEN, 200);
    }

    @ParameterizedTest
    @MethodSource("forgeries")
    void atThePushedRequest(Forgery forgery) {
        judge(forgery, agent.push(), PAR, 201);
    }

    /** The retry with the same assertion is the untouched twin. */
    private static void judge(Forgery forgery, OAuthRequest request, String path, int good) {
        String[] proofs = forgery.proofs().apply(forge(path)).toArray(String[]::new);
        if (forgery.reason().equals(Forgery.ACCEPTED)) {
            assertThat(request.proofs(proofs).send().status()).isEqualTo(good);
            return;
        }
        refusals.demand(Row.of(forgery.attack(), r -> r.proofs(proofs), forgery.refusal()), request, nobody());
        Reply retry = request.proofs(forge(path).proof()).send();
        assertThat(retry.status()).as(retry.body()).isEqualTo(good);
    }

    /** With the client's assertion, so that a refused proof could use one up; the budget is filled up each time. */
    private static OAuthRequest exchange() {
        server.jdbc().sql("UPDATE run SET calls_left = max_calls").update();
        return agent.authenticate(run.exchangeOrder());
    }

    private static ProofForge forge(String path) {
        return new ProofForge(server, path, pair);
    }

    private static Refusals.Named nobody() {
        return new Refusals.Named("", null);
    }

    @ParameterizedTest
    @ValueSource(strings = {TOKEN, PAR})
    void dp57AProofIsGoodOnce(String path) {
        String proof = forge(path).proof();
        int good = path.equals(PAR) ? 201 : 200;
        assertThat(request(path).proofs(proof).send().status()).isEqualTo(good);
        OAuthRequest again = request(path);
        refusals.demand(Row.of("DP-57", r -> r.proofs(proof), "400 invalid_dpop_proof proof_replayed"), again, nobody());
        assertThat(again.proofs(forge(path).proof()).send().status()).isEqualTo(good);
    }

    /** DP-59. */
    @Test
    void dp59AProofIsGoodOnceOverAllNodes() {
        try (RunningServer other = server.secondNode()) {
            String proof = forge(TOKEN).proof();
            assertThat(exchange().proofs(proof).send().status()).isEqualTo(200);
            assertThat(exchange().proofs(proof).at(other).send().refusal())
                    .isEqualTo("400 invalid_dpop_proof proof_replayed");
            assertThat(exchange().proofs(forge(TOKEN).proof()).at(other).send().status()).isEqualTo(200);
        }
    }

    @Test
    void dp59AProofForOneEndpointIsNoneForAnother() {
        assertThat(exchange().proofs(forge(PAR).proof()).send().refusal())
                .isEqualTo("400 invalid_dpop_proof proof_htu");
        assertThat(agent.push().proofs(forge(TOKEN).proof()).send().refusal())
                .isEqualTo("400 invalid_dpop_proof proof_htu");
    }

    /** DP-61. */
    @Test
    void dp61NobodyBurnsTheIdentifierOfAnothersProof() {
        AgentInstance attacker = new AgentInstance(server, "other-agent", server.otherAgentKey);
        ProofForge theirs = new ProofForge(server, PAR, RunningServer.key());
        String claims = forge(PAR).claims();
        assertThat(attacker.push().proofs(theirs.sign(theirs.header(), claims)).send().status()).isEqualTo(201);
        assertThat(agent.push().proofs(forge(PAR).sign(forge(PAR).header(), claims)).send().status()).isEqualTo(201);
    }

    /** DP-61+: the identifier may come again for another address: what is remembered is key, identifier and address. */
    @Test
    void dp61AnIdentifierIsGoodOncePerAddress() {
        String claims = forge(PAR).claims();
        assertThat(agent.push().proofs(forge(PAR).sign(forge(PAR).header(), claims)).send().status()).isEqualTo(201);
        assertThat(exchange().proofs(forge(TOKEN).sign(forge(TOKEN).header(), claims.replace(PAR, TOKEN))).send()
                .status()).isEqualTo(200);
    }

    /** DP-63. */
    @Test
    void dp63AReplayIsCaughtAsLongAsTheProofCouldBeAccepted() {
        String proof = forge(PAR).withClaim("iat", String.valueOf(forge(PAR).now() + 5));
        assertThat(agent.push().proofs(proof).send().status()).isEqualTo(201);
        server.clock.advance(Duration.ofSeconds(119));
        assertThat(agent.push().proofs(proof).send().refusal()).isEqualTo("400 invalid_dpop_proof proof_replayed");
        server.clock.advance(Duration.ofSeconds(1));
        assertThat(agent.push().proofs(proof).send().refusal()).isEqualTo("400 use_dpop_nonce nonce_stale");
        run = agent.run(BrowserUser.alice(server));
    }

    /** DP-49: nothing is compared with what the request says of its host. */
    @Test
    void dp49TheHostHeaderSaysNothing() throws IOException {
        String forServer = forge(TOKEN).proof();
        String forOther = forge(TOKEN).withClaim("htu", "\"https://evil.example" + TOKEN + "\"");
        assertThat(post("evil.example", forOther)).startsWith("HTTP/1.1 400").contains("proof_htu");
        assertThat(post("evil.example", forServer)).as("as far as the grant").contains("\"parameter\":\"refresh_token\"");
    }

    @Test
    void dp67ANonceOf64KibIsNotEvenRead() throws IOException {
        String answer = post("as.example", "n".repeat(64 * 1024));
        assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("access_token").doesNotContain("Exception");
        assertThat(exchange().send().status()).isEqualTo(200);
    }

    /** DP-71: {@code ath} may be left out here, and is held to the token if it is there. */
    @Test
    void dp71AProofThatSpeaksOfAnotherToken() {
        Row row = Row.of("DP-71", r -> r.proofs(agent.key.proof("POST", RunningServer.ISSUER + TOKEN, "another",
                server.nonce(), server.clock.instant(), "jti-71")), "400 invalid_dpop_proof proof_ath");
        OAuthRequest good = exchange();
        refusals.demand(row, good, nobody());
        assertThat(good.proofs(agent.key.proof("POST", RunningServer.ISSUER + TOKEN, run.token(), server.nonce(),
                server.clock.instant(), "jti-72")).send().status()).isEqualTo(200);
    }

    /** DP-81: a key that was only named has to be proved when the code is redeemed. */
    @Test
    void dp81ANamedKeyHasToBeProved() {
        BrowserUser alice = BrowserUser.alice(server);
        Reply pushed = agent.push().with("dpop_jkt", agent.key.jkt()).proofs().send();
        assertThat(pushed.status()).isEqualTo(201);
        OAuthRequest redemption = agent
                .redeem(BrowserUser.parameter(alice.approve(pushed.text("request_uri")), "code"));
        refusals.demand(Row.of("DP-81", r -> r.proofs(), "400 invalid_dpop_proof proof_missing"), redemption, nobody());
        assertThat(redemption.provenBy(agent.key).send().status()).as("the code is still good").isEqualTo(200);
        refusals.demand(Row.of("DP-81+", r -> r.with("dpop_jkt", DPoPKey.generate().jkt()),
                "400 invalid_dpop_proof dpop_jkt_mismatch"), agent.push(), nobody());
    }

    /** DP-83: a stolen run token and no key, at everything that takes one. */
    @Test
    void dp83EveryEndpointThatTakesATokenChecksTheProof() {
        String proof = agent.key.proof("GET", RunningServer.ISSUER + "/run", run.token(), server.nonce(),
                server.clock.instant(), "jti-83");
        for (String scheme : List.of("DPoP ", "Bearer ", "dpop ")) {
            assertThat(server.get("/run", Map.of("Authorization", scheme + run.token())).status())
                    .isEqualTo(401);
        }
        assertThat(run.revoke(run.token()).proofs().send().refusal()).isEqualTo("400 invalid_dpop_proof proof_missing");
        assertThat(run.exchangeOrder().proofs().send().refusal()).isEqualTo("400 invalid_dpop_proof proof_missing");
        assertThat(server.get(TOKEN, Map.of("Authorization", "DPoP " + run.token())).status()).isEqualTo(405);
        assertThat(server.get("/run", Map.of("Authorization", "DPoP " + run.token(), "DPoP", proof)).status())
                .isEqualTo(200);
    }

    private static OAuthRequest request(String path) {
        return path.equals(PAR) ? agent.push() : exchange();
    }

    /** A request under a Host header of the test's own, which no HTTP client lets it write. */
    private static String post(String host, String proof) throws IOException {
        try (Socket socket = new Socket(InetAddress.getByName("localhost"), server.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST " + TOKEN + " HTTP/1.1\r\nHost: " + host + "\r\nDPoP: " + proof
                    + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 24\r\nConnection: close"
                    + "\r\n\r\ngrant_type=refresh_token").getBytes(StandardCharsets.US_ASCII));
            out.flush();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
