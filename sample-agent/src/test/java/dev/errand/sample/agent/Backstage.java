package dev.errand.sample.agent;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import dev.errand.dpop.client.ClientAssertion;
import dev.errand.dpop.client.DPoPKey;
import dev.errand.sample.agent.browser.Person;
import dev.errand.sample.agent.http.Answer;
import dev.errand.sample.agent.http.Http;
import dev.errand.sample.agent.ledger.LedgerReader;
import dev.errand.sample.agent.oauth.ServerMetadata;
import dev.errand.sample.agent.stage.Stage;

/** What the end-to-end tests do over and over on a stage. */
record Backstage(Stage stage) {

    private static final SecureRandom RANDOM = new SecureRandom();

    static final InstantSource CLOCK = InstantSource.system();

    ServerMetadata metadata() {
        return ServerMetadata.discover(stage.issuer());
    }

    RunOpening opening() {
        return new RunOpening(metadata(), stage.agent(), CLOCK, RANDOM);
    }

    /** A run of the user, in a session of its own. */
    OpenRun openRun() {
        return opening().open(new Person(stage.user(), stage.issuer()), Wishes.run());
    }

    Person admin() {
        Person admin = new Person(stage.admin(), stage.issuer());
        admin.logIn();
        return admin;
    }

    LedgerReader ledger() {
        return new LedgerReader(admin(), stage.issuer());
    }

    String assertion() {
        return new ClientAssertion(RANDOM).sign(stage.agent().key(), stage.agent().clientId(), stage.issuer().toString(),
                CLOCK.instant(), null);
    }

    Map<String, String> withAssertion(String assertion) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("client_id", stage.agent().clientId());
        form.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        form.put("client_assertion", assertion);
        return form;
    }

    /** Requests that carry one proof as it is: no retry heals them. */
    static Http carrying(String proof) {
        return Http.proving((request, body, execution) -> {
            request.getHeaders().set("DPoP", proof);
            return execution.execute(request, body);
        });
    }

    static String proof(DPoPKey key, String method, Object url, String accessToken, String nonce) {
        return key.proof(method, url.toString(), accessToken, nonce, CLOCK.instant(), UUID.randomUUID().toString());
    }

    static String nonceOf(Answer answer) {
        return answer.headers().getFirst("DPoP-Nonce");
    }

}
