package dev.errand.sample.agent.crash;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import dev.errand.dpop.client.ClientAssertion;
import dev.errand.dpop.client.DPoPKey;
import dev.errand.sample.agent.http.Answer;
import dev.errand.sample.agent.http.Http;
import dev.errand.sample.agent.http.Reply;
import dev.errand.sample.agent.oauth.AgentIdentity;
import dev.errand.sample.agent.oauth.AuthorizationCode;
import dev.errand.sample.agent.oauth.RunTokens;
import dev.errand.sample.agent.oauth.ServerMetadata;

/** Redeems codes and keeps each assertion and proof that it sent, to present them again. For one thread at a time. */
final class Redeemer {

    private final ServerMetadata server;
    private final AgentIdentity agent;
    private final DPoPKey key;
    private final InstantSource clock;
    private final ClientAssertion assertions;
    private final Http plain = Http.plain();
    private final Http carrying;
    private String proof = "";

    Redeemer(ServerMetadata server, AgentIdentity agent, DPoPKey key, InstantSource clock, SecureRandom random) {
        this.server = server;
        this.agent = agent;
        this.key = key;
        this.clock = clock;
        this.assertions = new ClientAssertion(random);
        this.carrying = Http.proving((request, body, execution) -> {
            request.getHeaders().set("DPoP", proof);
            return execution.execute(request, body);
        });
    }

    /** A request to redeem a code, in every byte that matters. */
    record Redemption(AuthorizationCode code, String assertion, String proof, Instant at) {

        @Override
        public String toString() {
            return "Redemption[" + at + "]";
        }

    }

    /** A new request, its assertion and its proof made now, with a nonce of now. */
    Redemption of(AuthorizationCode code) {
        Instant now = clock.instant();
        return new Redemption(code, assertion(now), proof(now), now);
    }

    Redemption withFreshProof(Redemption used) {
        return new Redemption(used.code(), used.assertion(), proof(clock.instant()), used.at());
    }

    Redemption withFreshAssertion(Redemption used) {
        return new Redemption(used.code(), assertion(clock.instant()), used.proof(), used.at());
    }

    Reply<RunTokens> send(Redemption redemption) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", redemption.code().value());
        form.put("code_verifier", redemption.code().verifier());
        form.put("redirect_uri", agent.redirectUri());
        form.put("client_id", agent.clientId());
        form.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        form.put("client_assertion", redemption.assertion());
        proof = redemption.proof();
        return carrying.form(server.token(), form, null).read(body -> new RunTokens(body.path("run_id").asString(),
                body.path("access_token").asString(), body.path("refresh_token").asString(), body.path("authorization_details")));
    }

    private String assertion(Instant now) {
        return assertions.sign(agent.key(), agent.clientId(), server.issuer().toString(), now, null);
    }

    private String proof(Instant now) {
        Answer challenge = plain.form(server.token(), Map.of("grant_type", "none"), null);
        String nonce = Objects.requireNonNull(challenge.headers().getFirst("DPoP-Nonce"), "every answer brings a nonce");
        return key.proof("POST", server.token().toString(), null, nonce, now, UUID.randomUUID().toString());
    }

}
