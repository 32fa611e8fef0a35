package dev.errand.authz.running;

import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import com.nimbusds.jose.jwk.ECKey;

import dev.errand.authz.secret.Secrets;
import dev.errand.dpop.client.ClientAssertion;
import dev.errand.dpop.client.DPoPKey;

/** One agent instance with its own key: makes good requests, which tests then spoil. */
public final class AgentInstance {

    public static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
    public static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";
    public static final String RUN = "urn:errand:token-type:run";
    public static final String JWT = "urn:ietf:params:oauth:token-type:jwt";
    public static final String VERIFIER = "a-verifier-of-more-than-forty-three-characters-for-tests";
    private static final ClientAssertion ASSERTIONS = new ClientAssertion(new SecureRandom());

    final RunningServer server;
    public final DPoPKey key;
    public final String clientId;
    private final ECKey clientKey;

    public AgentInstance(RunningServer server) {
        this(server, "support-agent", server.agentKey);
    }

    public AgentInstance(RunningServer server, String clientId, ECKey clientKey) {
        this(server, clientId, clientKey, DPoPKey.generate());
    }

    /** An instance whose key pair the test keeps, to forge with. */
    public AgentInstance(RunningServer server, String clientId, ECKey clientKey, DPoPKey key) {
        this.server = server;
        this.clientId = clientId;
        this.clientKey = clientKey;
        this.key = key;
    }

    /** A run: its token, its refresh token and its id. */
    public record Run(AgentInstance agent, String token, String refreshToken, String runId) {

        public OAuthRequest exchangeOrder() {
            return agent.exchange(token, RunningServer.ORDERS, "read:orders", """
                    [{"type":"tool_call","scope":"read:orders","locations":["https://orders.example"],\
                    "actions":["read-order"],"identifier":"order-12345"}]""");
        }

        public OAuthRequest exchangeRefund(String max, String currency, String order) {
            return agent.exchange(token, RunningServer.REFUNDS, "write:refunds-under-50", """
                    [{"type":"tool_call","scope":"write:refunds-under-50","locations":["https://refunds.example"],\
                    "actions":["create-refund"],"identifier":"%s",\
                    "limits":{"amount":{"max":"%s","currency":"%s"}}}]""".formatted(order, max, currency));
        }

        /** One credential for all of these. */
        public OAuthRequest exchange(ToolCall... calls) {
            return agent.exchange(token, calls[0].resource(), ToolCall.scopes(calls), ToolCall.details(calls));
        }

        /** A run out of this one, for the instance that holds the key. */
        public OAuthRequest openChild(ChildKey child, String details) {
            return agent.request("/oauth2/token").with("grant_type", EXCHANGE).with("requested_token_type", RUN)
                    .with("subject_token", token).with("subject_token_type", ACCESS_TOKEN)
                    .with("actor_token", child.actorToken(this)).with("actor_token_type", JWT)
                    .with("resource", RunningServer.ISSUER).with("authorization_details", details);
        }

        /** The same, opened, in the hands of that instance. */
        public Run child(int calls, String dollars, ToolCall... ceiling) {
            ChildKey child = new ChildKey();
            return heldBy(child, openChild(child, ToolCall.run(calls, dollars, ceiling)).send());
        }

        /** The run of this answer in the hands of the instance that holds the key. */
        public Run heldBy(ChildKey child, Reply answer) {
            return new AgentInstance(agent.server, agent.clientId, agent.clientKey, child.key).run(answer);
        }

        public OAuthRequest refresh() {
            return agent.request("/oauth2/token").with("grant_type", "refresh_token").with("refresh_token",
                    refreshToken);
        }

        /** Looks at the run's state by its run token. */
        public Reply look() {
            String proof = agent.key.proof("GET", RunningServer.ISSUER + "/run", token, agent.server.nonce(),
                    agent.server.clock.instant(), UUID.randomUUID().toString());
            return agent.server.get("/run", Map.of("Authorization", "DPoP " + token, "DPoP", proof));
        }

        public OAuthRequest revoke(String secret) {
            return agent.request("/oauth2/revoke").with("token", secret);
        }
    }

    public OAuthRequest request(String path) {
        return new OAuthRequest(server, path, key);
    }

    public String assertion() {
        return ASSERTIONS.sign(clientKey, clientId, RunningServer.ISSUER, server.clock.instant(), null);
    }

    public OAuthRequest authenticated(String path) {
        return authenticate(request(path));
    }

    /** Adds this client's assertion to a request. */
    public OAuthRequest authenticate(OAuthRequest request) {
        return request.with("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
                .with("client_assertion", assertion());
    }

    public OAuthRequest push() {
        return authenticated("/oauth2/par").with("response_type", "code").with("client_id", clientId)
                .with("redirect_uri", RunningServer.REDIRECT_URI).with("state", "st-1")
                .with("code_challenge", Secrets.hash(VERIFIER)).with("code_challenge_method", "S256")
                .with("authorization_details", """
                        [{"type":"agent_run","purpose":"Refund order 12345","expires_in":900,
                          "ceiling":[{"scope":"read:orders","identifier":"order-12345"},
                                     {"scope":"write:refunds-under-50","identifier":"order-12345",
                                      "limits":{"amount":{"max":"40.00","currency":"USD"}}}],
                          "budget":{"max_calls":10,"totals":{"amount":{"max":"50.00","currency":"USD"}}}}]""");
    }

    /** A pushed request that is ready to be opened. */
    public String requestUri() {
        Reply pushed = push().send();
        if (pushed.status() != 201) {
            throw new AssertionError("PAR: " + pushed.refusal());
        }
        return pushed.text("request_uri");
    }

    public String code(BrowserUser user) {
        return BrowserUser.parameter(user.approve(requestUri(), clientId), "code");
    }

    public OAuthRequest redeem(String code) {
        return authenticated("/oauth2/token").with("grant_type", "authorization_code").with("code", code)
                .with("redirect_uri", RunningServer.REDIRECT_URI).with("code_verifier", VERIFIER);
    }

    public Run run(BrowserUser user) {
        return run(redeem(code(user)).send());
    }

    /** A run in which the user allows all of these, ten calls in all. */
    public Run run(BrowserUser user, ToolCall... ceiling) {
        Reply pushed = push().with("authorization_details", ToolCall.run(ceiling)).send();
        if (pushed.status() != 201) {
            throw new AssertionError("PAR: " + pushed.refusal());
        }
        Map<String, String> form = new LinkedHashMap<>(Map.of("decision", "approve", "client_id", clientId));
        IntStream.range(0, ceiling.length).forEach(i -> form.put("scope." + i, "on"));
        return run(redeem(BrowserUser.parameter(user.decide(pushed.text("request_uri"), form), "code")).send());
    }

    public Run run(Reply answer) {
        if (answer.status() != 200) {
            throw new AssertionError("no run: " + answer.refusal());
        }
        return new Run(this, answer.text("access_token"), answer.text("refresh_token"), answer.text("run_id"));
    }

    public OAuthRequest exchange(String token, String resource, String scope, String details) {
        return request("/oauth2/token").with("grant_type", EXCHANGE).with("subject_token", token)
                .with("subject_token_type", ACCESS_TOKEN).with("resource", resource).with("scope", scope)
                .with("authorization_details", details);
    }
}
