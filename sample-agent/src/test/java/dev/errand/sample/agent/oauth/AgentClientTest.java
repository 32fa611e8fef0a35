package dev.errand.sample.agent.oauth;

import java.net.URI;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.errand.dpop.client.DPoPKey;
import dev.errand.sample.agent.http.Refusal;
import dev.errand.sample.agent.http.Reply;
import dev.errand.sample.agent.oauth.RunDetails.Budget;
import dev.errand.sample.agent.oauth.RunDetails.Part;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AgentClientTest {

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort()).build();

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));
    private static final String METADATA = """
            {"issuer":"ISSUER","pushed_authorization_request_endpoint":"ISSUER/par","authorization_endpoint":"ISSUER/authorize",
             "token_endpoint":"ISSUER/token","revocation_endpoint":"ISSUER/revoke"}""";
    private static final String TOKENS = """
            {"access_token":"a","token_type":"DPoP","expires_in":300,"refresh_token":"r","run_id":"run-1",
             "authorization_details":[]}""";
    private static final CallDetails CALL = new CallDetails("read:orders", URI.create("https://orders.example"), "read-order",
            "order-1", Map.of());

    private final DPoPKey key = DPoPKey.generate();
    private AgentClient client;
    private String issuer;

    @BeforeEach
    void discovers() throws Exception {
        issuer = SERVER.baseUrl();
        SERVER.stubFor(get("/.well-known/oauth-authorization-server").willReturn(okJson(METADATA.replace("ISSUER", issuer))));
        ECKey agentKey = new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
        client = new AgentClient(ServerMetadata.discover(URI.create(issuer)),
                new AgentIdentity("agent-1", agentKey, "http://127.0.0.1/callback"), key, CLOCK, new SecureRandom());
    }

    @Test
    void refusesMetadataOfAnotherIssuer() {
        SERVER.stubFor(get("/.well-known/oauth-authorization-server")
                .willReturn(okJson(METADATA.replace("ISSUER", "https://other.example"))));
        assertThatThrownBy(() -> ServerMetadata.discover(URI.create(issuer))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void pushesRequestBoundToItsKeyAndSendsTheSameAssertionAfterNonceChallenge() throws ParseException {
        SERVER.stubFor(post("/par").inScenario("nonce").whenScenarioStateIs(Scenario.STARTED).willSetStateTo("given")
                .willReturn(aResponse().withStatus(400).withHeader("DPoP-Nonce", "n1")
                        .withHeader("Content-Type", "application/json").withBody("{\"error\":\"use_dpop_nonce\"}")));
        SERVER.stubFor(post("/par").inScenario("nonce").whenScenarioStateIs("given")
                .willReturn(okJson("{\"request_uri\":\"urn:x:y\",\"expires_in\":90}").withStatus(201)));

        PushedRequest pushed = client.push(run()).value("push");

        assertThat(pushed.authorizeUri()).hasToString(issuer + "/authorize?client_id=agent-1&request_uri=urn%3Ax%3Ay");
        List<LoggedRequest> sent = SERVER.findAll(postRequestedFor(urlEqualTo("/par")));
        assertThat(sent).hasSize(2);
        assertThat(sent.get(0).getBodyAsString()).isEqualTo(sent.get(1).getBodyAsString());
        assertThat(sent.get(1).formParameter("dpop_jkt").firstValue()).isEqualTo(key.jkt());
        assertThat(sent.get(1).formParameter("code_challenge_method").firstValue()).isEqualTo("S256");
        assertThat(proof(sent.get(0)).getJWTClaimsSet().getStringClaim("nonce")).isNull();
        assertThat(proof(sent.get(1)).getJWTClaimsSet().getStringClaim("nonce")).isEqualTo("n1");
    }

    @Test
    void redeemsCodeWithItsVerifier() {
        SERVER.stubFor(post("/token").willReturn(okJson(TOKENS)));
        RunTokens tokens = client.redeem(new AuthorizationCode("c", "v")).value("redemption");
        assertThat(tokens.runId()).isEqualTo("run-1");
        SERVER.verify(postRequestedFor(urlEqualTo("/token")).withFormParam("code_verifier", equalTo("v"))
                .withFormParam("code", equalTo("c")).withFormParam("client_id", equalTo("agent-1")));
    }

    @Test
    void refreshesByItsKeyAlone() {
        SERVER.stubFor(post("/token").willReturn(okJson(TOKENS)));
        assertThat(client.refresh("r0")).isInstanceOf(Reply.Granted.class);
        SERVER.verify(postRequestedFor(urlEqualTo("/token")).withFormParam("refresh_token", equalTo("r0"))
                .withFormParam("client_assertion", absent()));
    }

    @Test
    void opensTheRunOfAnotherInstanceByItsActorToken() {
        SERVER.stubFor(post("/token").willReturn(okJson(TOKENS)));
        RunTokens parent = client.refresh("r0").value("parent");
        assertThat(client.openChild(parent, run(), "an-actor-token").value("child").runId()).isEqualTo("run-1");
        SERVER.verify(postRequestedFor(urlEqualTo("/token")).withFormParam("actor_token", equalTo("an-actor-token"))
                .withFormParam("requested_token_type", equalTo("urn:errand:token-type:run"))
                .withFormParam("subject_token", equalTo("a")).withFormParam("resource", equalTo(issuer)));
    }

    @Test
    void refusalOfExchangeIsValueWithItsReason() {
        SERVER.stubFor(post("/token").willReturn(aResponse().withStatus(400).withHeader("Content-Type", "application/json")
                .withBody("{\"error\":\"invalid_request\",\"reason\":\"run_ended\"}")));
        assertThat(client.exchange("token", CALL))
                .isEqualTo(new Reply.Refused<>(new Refusal(400, "invalid_request", "run_ended")));
    }

    private static RunDetails run() {
        return new RunDetails("p", Duration.ofMinutes(1), List.of(new Part("read:orders", "order-1", Map.of())),
                new Budget(1, Map.of()));
    }

    private static SignedJWT proof(LoggedRequest request) throws ParseException {
        return SignedJWT.parse(request.getHeader("DPoP"));
    }

}
