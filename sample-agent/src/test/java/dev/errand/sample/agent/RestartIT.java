package dev.errand.sample.agent;

import java.net.URI;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

import dev.errand.sample.agent.http.Http;
import dev.errand.sample.agent.http.Reply;
import dev.errand.sample.agent.ledger.SentCall;
import dev.errand.sample.agent.oauth.Credential;
import dev.errand.sample.agent.stage.Stage;
import dev.errand.sample.agent.tool.ToolCall;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(SharedStage.class)
class RestartIT {

    private static final Duration REPORTS = Duration.ofSeconds(30);

    @Test
    void keysRunsAndLedgerOutliveTheServersProcess(Stage stage, Backstage backstage) {
        OpenRun run = backstage.openRun();
        SentCall before = read(stage, run);
        assertThat(reported(backstage, run, List.of(before))).isEmpty();
        JsonNode keys = keys(stage);

        stage.restartServer();

        assertThat(keys(stage)).isEqualTo(keys);
        SentCall after = read(stage, run);
        assertThat(reported(backstage, run, List.of(before, after))).isEmpty();
        assertThat(run.client().refresh(run.tokens().refreshToken())).isInstanceOf(Reply.Granted.class);
    }

    private static SentCall read(Stage stage, OpenRun run) {
        Credential credential = run.credential(Wishes.readOrder(stage.orders()));
        assertThat(stage.orders().call(run.http(), credential, ToolCall.readOrder(Wishes.ORDER)))
                .isInstanceOf(Reply.Granted.class);
        return new SentCall(run.id(), credential.id(), "allowed", "");
    }

    private static List<SentCall> reported(Backstage backstage, OpenRun run, List<SentCall> sent) {
        return backstage.ledger().read(run.id(), sent, REPORTS).missing(sent);
    }

    private static JsonNode keys(Stage stage) {
        return Http.plain().json(HttpMethod.GET, URI.create(stage.issuer() + "/oauth2/jwks"), null, null).body();
    }

}
