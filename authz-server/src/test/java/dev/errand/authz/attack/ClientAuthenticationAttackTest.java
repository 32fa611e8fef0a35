package dev.errand.authz.attack;

import java.util.List;
import java.util.stream.Stream;

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
import dev.errand.authz.testing.Race;
import dev.errand.dpop.client.DPoPKey;

import static org.assertj.core.api.Assertions.assertThat;

/** Attacks on client authentication and on the form of requests, at the PAR and token endpoints. */
class ClientAuthenticationAttackTest {

    private static final Refusals.Named AGENT = new Refusals.Named("support-agent", null);

    private static RunningServer server;
    private static Refusals refusals;
    private static AgentInstance agent;
    private static AgentInstance.Run run;

    @BeforeAll
    static void start() {
        server = new RunningServer();
        refusals = new Refusals(server);
        agent = new AgentInstance(server);
        run = agent.run(BrowserUser.alice(server));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static Stream<Row> assertions() {
        return new AssertionRows(server, agent).rows();
    }

    @ParameterizedTest
    @MethodSource("assertions")
    void atThePushedRequest(Row row) {
        assertThat(agent.push().send().status()).isEqualTo(201);
        refusals.demand(row, agent.push(), AGENT);
    }

    /** An assertion beside the run's own key has to be as good as one that stands alone. */
    @ParameterizedTest
    @MethodSource("assertions")
    void atTheTokenEndpoint(Row row) {
        assertThat(exchange().send().status()).isEqualTo(200);
        refusals.demand(row, exchange(), AGENT);
    }

    @ParameterizedTest
    @MethodSource("dev.errand.authz.attack.TokenRequestRows#rows")
    void refusesRequest(Row row) {
        assertThat(exchange().send().status()).isEqualTo(200);
        refusals.demand(row, exchange(), AGENT);
        assertThat(exchange().send().status()).isEqualTo(200);
    }

    private static OAuthRequest exchange() {
        server.jdbc().sql("UPDATE run SET calls_left = max_calls").update();
        return agent.authenticate(run.exchangeOrder());
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "jwt", "client-authentication+jwt", "application/client-authentication+jwt"})
    void acceptsTheTypesOfAnAssertion(String typ) {
        assertThat(agent.push().with("client_assertion", new AssertionRows(server, agent).typed(typ)).send().status())
                .isEqualTo(201);
    }

    @Test
    void te17AFormIsAFormInUtf8HoweverItIsWritten() {
        assertThat(exchange().header("Content-Type", "Application/X-WWW-Form-URLEncoded; charset=utf-8").send().status())
                .isEqualTo(200);
        Reply untyped = exchange().header("Content-Type", "").send();
        assertThat(untyped.refusal()).isEqualTo("400 invalid_request content_type");
    }

    /** RFC 6749 §5.2: the answer names the scheme of an Authorization header that was tried. */
    @Test
    void te01NamesTheSchemeThatWasTried() {
        Reply tried = agent.push().header("Authorization", "Basic c3VwcG9ydDp4").send();
        assertThat(tried.http().headers().firstValue("WWW-Authenticate")).hasValueSatisfying(
                challenge -> assertThat(challenge).startsWith("Basic "));
        Reply untried = agent.push().with("client_secret", "x").send();
        assertThat(untried.status()).isEqualTo(401);
        assertThat(untried.http().headers().firstValue("WWW-Authenticate")).isEmpty();
    }

    /** RFC 7009 §2.1: a revocation names a token, whoever asks. */
    @Test
    void aRevocationWithoutATokenIsMalformed() {
        OAuthRequest revocation = agent.authenticated("/oauth2/revoke").with("token", "unknown");
        assertThat(revocation.send().status()).isEqualTo(200);
        refusals.demand(Row.of("no token", r -> r.without("token"), "400 invalid_request parameter_missing").byNobody(),
                agent.authenticated("/oauth2/revoke"), AGENT);
    }

    @Test
    void te17AnUndecodableFormIsMalformedAndNotAnOutage() {
        assertThat(server.postRaw("/oauth2/token", "grant_type=refresh_token&refresh_token=abc%zz").refusal())
                .isEqualTo("400 invalid_request form_malformed");
        assertThat(server.postRaw("/oauth2/token", "grant_type=refresh_token&refresh_token=abc%20").refusal())
                .isEqualTo("400 invalid_dpop_proof proof_missing");
    }

    /** An answer about the proof has used nothing up, so the same assertion succeeds once the request is mended. */
    @Test
    void aProofThatDisagreesLeavesTheAssertionUnused() {
        OAuthRequest push = agent.push().with("dpop_jkt", DPoPKey.generate().jkt());
        assertThat(push.send().refusal()).isEqualTo("400 invalid_dpop_proof dpop_jkt_mismatch");
        assertThat(push.without("dpop_jkt").send().status()).isEqualTo(201);
    }

    /** The same where the key is only named, by what is no key's name, or by nothing. */
    @Test
    void aKeyThatIsNoneLeavesTheAssertionUnused() {
        OAuthRequest push = agent.push().with("dpop_jkt", "x").proofs();
        assertThat(push.send().refusal()).isEqualTo("400 invalid_dpop_proof dpop_jkt_mismatch");
        assertThat(push.with("dpop_jkt", "").send().refusal()).isEqualTo("400 invalid_dpop_proof proof_missing");
        assertThat(push.with("dpop_jkt", agent.key.jkt()).send().status()).isEqualTo(201);
    }

    /** TE-05. */
    @Test
    void te05OfManyUsesOfOneAssertionOneSucceeds() throws Exception {
        String assertion = agent.assertion();
        List<Reply> replies = Race.of(32, () -> agent.push().with("client_assertion", assertion).send());
        assertThat(replies.stream().filter(reply -> reply.status() == 201).count()).isEqualTo(1);
        assertThat(replies.stream().filter(reply -> reply.status() != 201).map(Reply::refusal))
                .containsOnly("401 invalid_client client_assertion_replayed");
    }

    /** DP-57. */
    @Test
    void dp57OfManyUsesOfOneProofOneSucceeds() throws Exception {
        String proof = OAuthRequest.proof(server, "/oauth2/par", agent.key);
        List<Reply> replies = Race.of(32, () -> agent.push().proofs(proof).send());
        assertThat(replies.stream().filter(reply -> reply.status() == 201).count()).isEqualTo(1);
        assertThat(replies.stream().filter(reply -> reply.status() != 201).map(Reply::refusal))
                .containsOnly("400 invalid_dpop_proof proof_replayed");
    }
}
