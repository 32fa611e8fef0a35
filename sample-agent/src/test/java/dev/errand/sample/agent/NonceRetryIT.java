package dev.errand.sample.agent;

import java.net.URI;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import dev.errand.dpop.client.DPoPKey;
import dev.errand.sample.agent.http.Answer;
import dev.errand.sample.agent.http.Http;
import dev.errand.sample.agent.stage.Stage;

import static org.assertj.core.api.Assertions.assertThat;

/** RFC 9449 §8 together with RFC 7523 §3: a nonce challenge consumes nothing, and an assertion is good once. */
@ExtendWith(SharedStage.class)
class NonceRetryIT {

    private final DPoPKey key = DPoPKey.generate();

    @Test
    void sameAssertionSucceedsAfterNonceChallengeAndOnlyOnce(Stage stage, Backstage backstage) {
        URI pushed = backstage.metadata().pushed();
        Map<String, String> form = backstage.withAssertion(backstage.assertion());
        form.putAll(requestOf(stage));

        Answer challenged = send(pushed, form, null);
        assertThat(challenged.refusal().error()).isEqualTo("use_dpop_nonce");
        assertThat(challenged.status()).isEqualTo(400);
        String nonce = Backstage.nonceOf(challenged);

        assertThat(send(pushed, form, nonce).status()).isEqualTo(201);

        Answer replayed = send(pushed, form, nonce);
        assertThat(replayed.status()).isEqualTo(401);
        assertThat(replayed.refusal().error()).isEqualTo("invalid_client");

        form.put("client_assertion", backstage.assertion());
        assertThat(send(pushed, form, nonce).status()).as("twin: another assertion").isEqualTo(201);
    }

    private Answer send(URI pushed, Map<String, String> form, String nonce) {
        return Backstage.carrying(Backstage.proof(key, "POST", pushed, null, nonce)).form(pushed, form, null);
    }

    private Map<String, String> requestOf(Stage stage) {
        return Map.of("response_type", "code", "redirect_uri", stage.agent().redirectUri(), "state", "state-1",
                "code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", "code_challenge_method", "S256",
                "dpop_jkt", key.jkt(), "authorization_details", Http.text(new Object[] {Wishes.run().json()}));
    }

}
