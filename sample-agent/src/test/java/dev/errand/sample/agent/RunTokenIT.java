package dev.errand.sample.agent;

import java.net.URI;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.http.HttpMethod;

import dev.errand.dpop.client.DPoPKey;
import dev.errand.sample.agent.browser.Person;
import dev.errand.sample.agent.http.Answer;
import dev.errand.sample.agent.http.Http;
import dev.errand.sample.agent.http.Refusal;
import dev.errand.sample.agent.http.Reply;
import dev.errand.sample.agent.oauth.CallDetails;
import dev.errand.sample.agent.oauth.Credential;
import dev.errand.sample.agent.stage.Stage;

import static org.assertj.core.api.Assertions.assertThat;

/** A run token is good with its key's proof alone, and at few endpoints alone. */
@ExtendWith(SharedStage.class)
class RunTokenIT {

    @Test
    void isRefusedUnderAnotherKey(Stage stage, Backstage backstage) {
        OpenRun run = backstage.openRun();
        CallDetails reading = Wishes.readOrder(stage.orders());
        Reply<Credential> stolen = backstage.opening().instance(DPoPKey.generate()).exchange(run.tokens(), reading);
        assertThat(refusal(stolen).reason()).isEqualTo("proof_key_mismatch");
        assertThat(run.ask(reading)).as("twin: its own key").isInstanceOf(Reply.Granted.class);
    }

    @Test
    void isRefusedWithoutProof(Stage stage, Backstage backstage) {
        OpenRun run = backstage.openRun();
        URI state = backstage.metadata().run();
        String authorization = "DPoP " + run.tokens().runToken();

        assertThat(Http.plain().json(HttpMethod.GET, state, null, authorization).status()).isEqualTo(401);
        assertThat(Http.plain().json(HttpMethod.GET, state, null, "Bearer " + run.tokens().runToken()).status()).isEqualTo(401);
        assertThat(run.http().json(HttpMethod.GET, state, null, authorization).status()).as("twin: with proof").isEqualTo(200);
    }

    @Test
    void isNotExchangedWithoutProof(Stage stage, Backstage backstage) {
        OpenRun run = backstage.openRun();
        CallDetails reading = Wishes.readOrder(stage.orders());
        Map<String, String> form = Map.of("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange",
                "subject_token", run.tokens().runToken(), "subject_token_type", "urn:ietf:params:oauth:token-type:access_token",
                "resource", reading.tool().toString(), "scope", reading.scope(),
                "authorization_details", Http.text(List.of(reading.json())));

        Answer answer = Http.plain().form(backstage.metadata().token(), form, null);
        assertThat(answer.refusal()).isEqualTo(new Refusal(400, "invalid_dpop_proof", "proof_missing"));
        assertThat(run.http().form(backstage.metadata().token(), form, null).status()).as("twin: with proof").isEqualTo(200);
    }

    @Test
    void isNoCredentialAtTool(Stage stage, Backstage backstage) {
        OpenRun run = backstage.openRun();
        URI order = URI.create(stage.orders().resource() + "/orders/" + Wishes.ORDER);
        Answer answer = run.http().json(HttpMethod.GET, order, null, "DPoP " + run.tokens().runToken());
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.refusal().reason()).isEqualTo("wrong_audience");
    }

    @Test
    void isRefusedAtTheAdminApiThoughItsUserIsAnAdministrator(Stage stage, Backstage backstage) {
        Person admin = backstage.admin();
        OpenRun run = backstage.opening().open(admin, Wishes.run());
        URI calls = URI.create(stage.issuer() + "/admin/api/v1/ledger/calls?run_id=" + run.id());

        Answer answer = run.http().json(HttpMethod.GET, calls, null, "DPoP " + run.tokens().runToken());
        assertThat(answer.status()).isIn(401, 403);
        assertThat(admin.fetch(calls).statusCode()).as("twin: the same user's session").isEqualTo(200);
        assertThat(run.client().run(run.tokens())).as("twin: the same token where it belongs").isInstanceOf(Reply.Granted.class);
    }

    private static Refusal refusal(Reply<?> reply) {
        assertThat(reply).isInstanceOf(Reply.Refused.class);
        return ((Reply.Refused<?>) reply).refusal();
    }

}
