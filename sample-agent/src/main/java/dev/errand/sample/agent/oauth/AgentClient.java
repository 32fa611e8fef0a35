package dev.errand.sample.agent.oauth;

import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.http.HttpMethod;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.JsonNode;

import dev.errand.dpop.client.ClientAssertion;
import dev.errand.dpop.client.DPoPInterceptor;
import dev.errand.dpop.client.DPoPKey;
import dev.errand.sample.agent.http.Answer;
import dev.errand.sample.agent.http.Http;
import dev.errand.sample.agent.http.Reply;

/**
 * One agent instance at the authorization server. Each of its requests proves the instance's key (RFC 9449 §5), so the
 * runs that it opens are bound to that key. Thread-safe.
 */
public final class AgentClient {

    private static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
    private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";
    private static final String RUN = "urn:errand:token-type:run";
    private static final String JWT = "urn:ietf:params:oauth:token-type:jwt";
    private static final String JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final ServerMetadata server;
    private final AgentIdentity identity;
    private final DPoPKey key;
    private final InstantSource clock;
    private final SecureRandom random;
    private final ClientAssertion assertions;
    private final Http http;

    public AgentClient(ServerMetadata server, AgentIdentity identity, DPoPKey key, InstantSource clock, SecureRandom random) {
        this.server = server;
        this.identity = identity;
        this.key = key;
        this.clock = clock;
        this.random = random;
        this.assertions = new ClientAssertion(random);
        this.http = Http.proving(new DPoPInterceptor(key, clock, random));
    }

    /** Pushes the request for a run (RFC 9126 §2), with proof, {@code dpop_jkt} and PKCE S256. */
    public Reply<PushedRequest> push(RunDetails run) {
        Pkce pkce = Pkce.random(random);
        String state = RandomText.bits256(random);
        Map<String, String> form = authenticated();
        form.put("response_type", "code");
        form.put("redirect_uri", identity.redirectUri());
        form.put("state", state);
        form.put("code_challenge", pkce.challenge());
        form.put("code_challenge_method", "S256");
        form.put("dpop_jkt", key.jkt());
        form.put("authorization_details", Http.text(List.of(run.json())));
        return http.form(server.pushed(), form, null)
                .read(body -> new PushedRequest(authorizeUri(body), server.issuer().toString(), state, pkce));
    }

    /** Redeems a code for the run's tokens (RFC 6749 §4.1.3). */
    public Reply<RunTokens> redeem(AuthorizationCode code) {
        Map<String, String> form = authenticated();
        form.put("grant_type", "authorization_code");
        form.put("code", code.value());
        form.put("code_verifier", code.verifier());
        form.put("redirect_uri", identity.redirectUri());
        return http.form(server.token(), form, null).read(RunTokens::from);
    }

    /** Refreshes the run token; the proof by the run's key is the client authentication. */
    public Reply<RunTokens> refresh(String refreshToken) {
        Map<String, String> form = Map.of("grant_type", "refresh_token", "refresh_token", refreshToken);
        return http.form(server.token(), form, null).read(RunTokens::from);
    }

    /** Exchanges the run token for a credential for one call (RFC 8693 §2.1). */
    public Reply<Credential> exchange(RunTokens run, CallDetails call) {
        return exchange(run.runToken(), call);
    }

    /** As {@link #exchange(RunTokens, CallDetails)}, for a token of any kind. */
    public Reply<Credential> exchange(String subjectToken, CallDetails call) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", EXCHANGE);
        form.put("subject_token", subjectToken);
        form.put("subject_token_type", ACCESS_TOKEN);
        form.put("resource", call.tool().toString());
        form.put("scope", call.scope());
        form.put("authorization_details", Http.text(List.of(call.json())));
        return http.form(server.token(), form, null).read(body -> Credential.from(body, call));
    }

    /**
     * Opens a run out of this one for another instance (RFC 8693 §2.1). What it may ever draw leaves this run's budget.
     *
     * @param actorToken by which the other instance shows its key, the only one that the answer is good under
     */
    public Reply<RunTokens> openChild(RunTokens parent, RunDetails part, String actorToken) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", EXCHANGE);
        form.put("requested_token_type", RUN);
        form.put("subject_token", parent.runToken());
        form.put("subject_token_type", ACCESS_TOKEN);
        form.put("actor_token", actorToken);
        form.put("actor_token_type", JWT);
        form.put("resource", server.issuer().toString());
        form.put("authorization_details", Http.text(List.of(part.json())));
        return http.form(server.token(), form, null).read(RunTokens::from);
    }

    /** Completes the run of a run token or refresh token (RFC 7009 §2.1). */
    public Answer revoke(String token) {
        return http.form(server.revocation(), Map.of("token", token), null);
    }

    /** The run's state: ceiling, budget left, deadline. */
    public Reply<JsonNode> run(RunTokens run) {
        return http.json(HttpMethod.GET, server.run(), null, "DPoP " + run.runToken()).read(body -> body);
    }

    private Map<String, String> authenticated() {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("client_id", identity.clientId());
        form.put("client_assertion_type", JWT_BEARER);
        form.put("client_assertion", assertions.sign(identity.key(), identity.clientId(), server.issuer().toString(),
                clock.instant(), null));
        return form;
    }

    private URI authorizeUri(JsonNode pushed) {
        return UriComponentsBuilder.fromUri(server.authorization())
                .queryParam("client_id", "{client}")
                .queryParam("request_uri", "{request}")
                .encode()
                .buildAndExpand(identity.clientId(), pushed.path("request_uri").asString())
                .toUri();
    }

}
