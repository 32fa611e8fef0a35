package dev.errand.authz.attack;

import java.time.Duration;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.RunningServer;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever a run stands on, once it has ended nothing more comes out of the run, by exchange or by refresh. */
class EndedRunAttackTest {

    private static RunningServer server;
    private static Refusals refusals;

    @BeforeAll
    static void start() {
        server = new RunningServer();
        refusals = new Refusals(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @MethodSource("dev.errand.authz.attack.Ending#all")
    void nothingComesOutOfAnEndedRun(Ending ending) {
        BrowserUser user = new BrowserUser(server);
        user.logIn("admin", "battery staple");
        AgentInstance agent = new AgentInstance(server, "other-agent", server.otherAgentKey);
        AgentInstance.Run run = agent.run(agent.run(user).refresh().send());
        assertThat(run.exchangeOrder().send().status()).isEqualTo(200);
        Ending.Scene scene = new Ending.Scene(server, user, run);
        ending.happens().accept(scene);
        Refusals.Named named = new Refusals.Named("other-agent", run.runId());
        refusals.demand(Row.of(ending.attack(), r -> r, ending.exchange()), run.exchangeOrder(), named);
        refusals.demand(Row.of(ending.attack(), r -> r, ending.refresh()), run.refresh(), named);
        scene.restore();
        assertThat(run.exchangeOrder().send().status()).as("an ending is for good").isEqualTo(400);
    }

    /** TX-01. */
    @Test
    void aRunTokenLivesForFiveMinutes() {
        AgentInstance.Run run = new AgentInstance(server).run(BrowserUser.alice(server));
        server.clock.advance(Duration.ofSeconds(299));
        assertThat(run.exchangeOrder().send().status()).isEqualTo(200);
        server.clock.advance(Duration.ofSeconds(1));
        refusals.demand(Row.of("TX-01", r -> r, "400 invalid_request token_expired"), run.exchangeOrder(),
                new Refusals.Named("support-agent", run.runId()));
        assertThat(run.refresh().send().status()).isEqualTo(200);
    }
}
