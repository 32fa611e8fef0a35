package dev.errand.sample.agent;

import java.net.URI;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import dev.errand.dpop.client.DPoPKey;
import dev.errand.sample.agent.browser.Person;
import dev.errand.sample.agent.http.Refusal;
import dev.errand.sample.agent.http.Reply;
import dev.errand.sample.agent.oauth.AgentClient;
import dev.errand.sample.agent.oauth.AuthorizationCode;
import dev.errand.sample.agent.oauth.CallDetails;
import dev.errand.sample.agent.oauth.PushedRequest;
import dev.errand.sample.agent.oauth.RunTokens;
import dev.errand.sample.agent.stage.Stage;

import static org.assertj.core.api.Assertions.assertThat;

/** What ends a run, seen from outside. */
@ExtendWith(SharedStage.class)
class EndingIT {

    @Test
    void secondRedemptionOfCodeEndsItsRun(Stage stage, Backstage backstage) {
        AgentClient client = backstage.opening().instance(DPoPKey.generate());
        AuthorizationCode code = code(stage, client);
        CallDetails reading = Wishes.readOrder(stage.orders());

        RunTokens run = client.redeem(code).value("The first redemption");
        assertThat(client.exchange(run, reading)).as("before").isInstanceOf(Reply.Granted.class);
        assertThat(error(client.redeem(code)).error()).isEqualTo("invalid_grant");
        assertThat(error(client.exchange(run, reading)).reason()).isEqualTo("run_ended");
    }

    @Test
    void revocationOfRunTokenCompletesItsRunAndNoOther(Stage stage, Backstage backstage) {
        OpenRun run = backstage.openRun();
        OpenRun other = backstage.openRun();
        CallDetails reading = Wishes.readOrder(stage.orders());

        assertThat(run.ask(reading)).as("before").isInstanceOf(Reply.Granted.class);
        assertThat(run.client().revoke(run.tokens().runToken()).status()).isEqualTo(200);
        assertThat(error(run.ask(reading)).reason()).isEqualTo("run_ended");
        assertThat(other.ask(reading)).as("twin: the run beside it").isInstanceOf(Reply.Granted.class);
    }

    @Test
    void denialAtTheConsentPageIsToldToTheAgentWithTheIssuer(Stage stage, Backstage backstage) {
        AgentClient client = backstage.opening().instance(DPoPKey.generate());
        PushedRequest pushed = client.push(Wishes.run()).value("The pushed authorization request");
        Person user = new Person(stage.user(), stage.issuer());
        URI response = user.deny(user.follow(pushed.authorizeUri()));
        assertThat(response).hasParameter("error", "access_denied").hasParameter("iss", stage.issuer().toString());
    }

    private static AuthorizationCode code(Stage stage, AgentClient client) {
        PushedRequest pushed = client.push(Wishes.run()).value("The pushed authorization request");
        Person user = new Person(stage.user(), stage.issuer());
        return pushed.code(user.approve(user.follow(pushed.authorizeUri())));
    }

    private static Refusal error(Reply<?> reply) {
        assertThat(reply).isInstanceOf(Reply.Refused.class);
        return ((Reply.Refused<?>) reply).refusal();
    }

}
