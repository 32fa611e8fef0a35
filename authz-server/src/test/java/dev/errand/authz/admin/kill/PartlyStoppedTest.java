package dev.errand.authz.admin.kill;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.web.util.UriUtils;

import dev.errand.authz.running.AdministrativeClient;
import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.NothingScheduled;
import dev.errand.authz.running.Patience;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.testing.TestDatabase;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** What the kill switch says where it cannot end all that it should, and that the rest ends all the same. */
class PartlyStoppedTest {

    private static final String API = "/admin/api/v1/kill-switch";
    private static final String PAGE = "/console/kill-switch";
    private static final String WHY = "{\"why\":\"a drill\"}";

    private static RunningServer server;
    private static AdministrativeClient admin;
    private static DataSource direct;

    private BrowserUser administrator;
    private List<AgentInstance.Run> runs;

    @BeforeAll
    static void start() {
        String url = TestDatabase.H2.newUrl() + ";LOCK_TIMEOUT=1000";
        server = new RunningServer(url, context -> {
            NothingScheduled.in(context);
            Patience.takeFrom(context);
        });
        admin = AdministrativeClient.admin(server);
        direct = new DriverManagerDataSource(url, "sa", "");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** Three runs of one agent in three sessions of one user. */
    private void open() {
        server.clock.advance(Duration.ofHours(9));
        administrator = new BrowserUser(server);
        administrator.logIn("admin", "battery staple");
        runs = Stream.generate(() -> new AgentInstance(server).run(BrowserUser.alice(server))).limit(3).toList();
        server.clock.advance(Duration.ofSeconds(1));
    }

    /** @param sessions how many end beside the one that does not, or -1 where only runs end */
    private record Case(String kind, String id, int sessions) {}

    static Stream<Case> cases() {
        return Stream.of(new Case("agent", "support-agent", -1), new Case("tool", RunningServer.REFUNDS, -1),
                new Case("user", "user-678", 2), new Case("everything", "", 3));
    }

    private static String query(Case one) {
        return "?target=" + one.kind() + (one.id().isEmpty() ? "" : "&id=" + UriUtils.encodeQueryParam(one.id(), UTF_8));
    }

    private static Reply pull(Case one) {
        return admin.send("POST", API + query(one), Map.of("Content-Type", "application/json"), WHY);
    }

    /** The one in the middle is in the hands of somebody who does not let go. */
    private void whileOneIsHeld(Runnable work) throws Exception {
        try (SingleConnectionDataSource held = new SingleConnectionDataSource(direct.getConnection(), true)) {
            held.getConnection().setAutoCommit(false);
            JdbcClient.create(held).sql("SELECT run_id FROM run WHERE run_id = ? FOR UPDATE").param(runs.get(1).runId())
                    .query(String.class).single();
            work.run();
            held.getConnection().rollback();
        }
    }

    private List<String> active() {
        return server.jdbc().sql("SELECT run_id FROM run WHERE state = 'active' AND run_id IN (:runs)")
                .param("runs", runs.stream().map(AgentInstance.Run::runId).toList()).query(String.class).list();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatCannotBeEndedKeepsNoOtherAndIsTold(Case one) throws Exception {
        open();
        whileOneIsHeld(() -> {
            Reply partly = pull(one);
            assertThat(partly.status() + " " + partly.text("reason")).isEqualTo("503 partly_done");
            assertThat(partly.text("title")).contains("pull it again").doesNotContain("nothing was changed");
            assertThat(partly.http().headers().firstValue("Retry-After")).isPresent();
            assertThat(partly.json().path("left").asInt()).isOne();
            assertThat(partly.json().path("runs").asInt()).isEqualTo(2);
            assertThat(partly.json().path("sessions").asInt()).isEqualTo(Math.max(0, one.sessions()));
            assertThat(active()).containsExactly(runs.get(1).runId());
        });
        Reply rest = pull(one);
        assertThat(rest.status()).as(rest.body()).isEqualTo(200);
        assertThat(rest.json().path("runs").asInt()).isOne();
        assertThat(active()).isEmpty();
    }

    @Test
    void thePageSaysSoAndAsksToBePulledAgain() throws Exception {
        open();
        Map<String, String> form = Map.of("target", "agent", "id", "support-agent", "why", "It went astray");
        administrator.get(PAGE + "?target=agent&id=support-agent");
        whileOneIsHeld(() -> {
            Reply partly = administrator.post(PAGE, form);
            assertThat(partly.status()).isEqualTo(503);
            assertThat(partly.body()).contains("Partly stopped", "One session or run could not be ended yet.",
                    "2 runs ended.", "It went astray").doesNotContain("Agent support-agent is stopped.");
        });
        Reply rest = administrator.post(PAGE, form);
        assertThat(rest.status()).isEqualTo(200);
        assertThat(rest.body()).contains("Agent support-agent is stopped.", "One run ended.");
    }

    /** Neither counts what is out, nor needs to end it: from the instant on nothing is issued. */
    @Test
    void theInstantIsCommittedThoughNothingCanBeCountedOrEnded() {
        open();
        administrator.get(PAGE);
        server.jdbc().sql("ALTER TABLE issuance RENAME TO gone").update();
        Reply partly;
        try {
            assertThat(administrator.get(PAGE + "?target=agent&id=support-agent").status()).isEqualTo(503);
            administrator.get(PAGE);
            partly = administrator.post(PAGE, Map.of("target", "agent", "id", "support-agent", "why", "a drill"));
        } finally {
            server.jdbc().sql("ALTER TABLE gone RENAME TO issuance").update();
        }
        assertThat(partly.status()).isEqualTo(503);
        assertThat(partly.body()).contains("Partly stopped", "At least 3 sessions or runs could not be ended yet.");
        assertThat(active()).hasSize(3);
        runs.forEach(run -> assertThat(run.exchangeOrder().send().refusal()).isEqualTo("400 invalid_request run_ended"));
    }
}
