package dev.errand.authz.retention;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.NothingScheduled;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.running.ToolCall;
import dev.errand.authz.running.Visitors;
import dev.errand.authz.testing.Race;
import dev.errand.authz.testing.ReadRows;
import dev.errand.authz.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** What has ended goes when it is old enough, and nothing else does, on every database and any number of nodes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RetentionContract {

    private static final Duration RUNS = Duration.ofDays(30);
    private static final Duration REQUESTS = Duration.ofDays(1);
    private static final List<String> LEDGER = List.of("issuance", "event", "refusal", "tool_call");
    private static final int MANY = 1_000;

    private final TestDatabase database;
    private RunningServer server;
    private BrowserUser alice;
    private AgentInstance agent;

    RetentionContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeAll
    void start() {
        server = new RunningServer(database.newUrl(), NothingScheduled::in);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @BeforeEach
    void logIn() {
        alice = BrowserUser.alice(server);
        agent = new AgentInstance(server);
    }

    /** A run in which there was something of everything; its user logged out. */
    private AgentInstance.Run ended() {
        AgentInstance.Run run = agent.run(alice, ToolCall.MAIL, ToolCall.refund("20.00"));
        AgentInstance.Run next = agent.run(run.refresh().send());
        assertThat(next.exchange(ToolCall.MAIL).send().status()).isEqualTo(200);
        assertThat(run.refresh().send().status()).isEqualTo(400);
        alice.logOut();
        return run;
    }

    private void passes(Duration time) {
        server.clock.advance(time);
    }

    private void sweep() {
        server.bean(RetentionSweep.class).sweep();
    }

    /** How many rows of each kind belong to the run. */
    private Map<String, Long> rows(AgentInstance.Run run, String sid, String consent) {
        Map<String, Long> rows = new TreeMap<>();
        List.of("run", "run_total", "refresh_token", "authorization_code")
                .forEach(table -> rows.put(table, count(table + " WHERE run_id = ?", run.runId())));
        List.of("user_session", "agent_in_session").forEach(table -> rows.put(table, count(table + " WHERE sid = ?", sid)));
        rows.put("consent", count("consent WHERE consent_id = ?", consent));
        rows.put("pushed_request", count("pushed_request WHERE jkt = ?", run.agent().key.jkt()));
        return rows;
    }

    private String of(AgentInstance.Run run, String column) {
        return server.jdbc().sql("SELECT " + column + " FROM run WHERE run_id = ?").param(run.runId()).query(String.class)
                .single();
    }

    private long count(String from, Object... parameters) {
        return server.jdbc().sql("SELECT COUNT(*) FROM " + from).params(parameters).query(Long.class).single();
    }

    private Map<String, Long> ledger(AgentInstance.Run run) {
        Map<String, Long> rows = new TreeMap<>();
        LEDGER.forEach(table -> rows.put(table, count(table + " WHERE run_id = ?", run.runId())));
        return rows;
    }

    @Test
    void whatHasEndedGoesWhenItsTimeIsOverAndTheLedgerStays() {
        AgentInstance.Run run = ended();
        String sid = of(run, "sid");
        String consent = of(run, "consent_id");
        Map<String, Long> whole = rows(run, sid, consent);
        Map<String, Long> ledger = ledger(run);
        assertThat(whole.values()).as("something of everything").doesNotContain(0L);
        assertThat(ledger.get("issuance")).isEqualTo(3);

        passes(REQUESTS.minusSeconds(1));
        sweep();
        assertThat(rows(run, sid, consent)).isEqualTo(whole);

        passes(Duration.ofHours(1));
        sweep();
        assertThat(rows(run, sid, consent)).containsEntry("authorization_code", 0L).containsEntry("pushed_request", 0L)
                .containsEntry("run", 1L).containsEntry("refresh_token", 2L).containsEntry("consent", 1L);

        passes(RUNS.minus(REQUESTS).minusHours(2));
        sweep();
        assertThat(rows(run, sid, consent)).containsEntry("run", 1L).containsEntry("user_session", 1L);

        passes(Duration.ofHours(2));
        sweep();
        assertThat(rows(run, sid, consent)).containsEntry("run", 0L).containsEntry("run_total", 0L)
                .containsEntry("refresh_token", 0L).containsEntry("user_session", 0L).containsEntry("agent_in_session", 0L);

        passes(Duration.ofDays(1));
        sweep();
        assertThat(rows(run, sid, consent).values()).as("nothing is left").containsOnly(0L);
        assertThat(ledger(run)).isEqualTo(ledger);
    }

    @Test
    void whatHasNotEndedStaysHoweverOldItIs() {
        AgentInstance.Run run = agent.run(alice);
        String sid = of(run, "sid");
        // As a node whose sweeps stand still would leave them.
        server.jdbc().sql("UPDATE run SET opened_at = ? WHERE run_id = ?")
                .params(server.clock.instant().minus(RUNS.multipliedBy(2)).atOffset(ZoneOffset.UTC), run.runId()).update();
        sweep();
        assertThat(count("run WHERE run_id = ?", run.runId())).isOne();
        assertThat(count("user_session WHERE sid = ?", sid)).isOne();
        assertThat(run.exchangeOrder().send().status()).isEqualTo(200);
    }

    /** A consent is kept as long as a run rests on it, though it is old enough itself. */
    @Test
    void aConsentStaysWithItsRun() {
        AgentInstance.Run run = agent.run(alice);
        String consent = of(run, "consent_id");
        server.jdbc().sql("UPDATE consent SET given_at = ? WHERE consent_id = ?")
                .params(server.clock.instant().minus(RUNS.multipliedBy(2)).atOffset(ZoneOffset.UTC), consent).update();
        sweep();
        assertThat(count("consent WHERE consent_id = ?", consent)).isOne();
    }

    /** Its pages and addresses are gone, and what it did is told by the ledger. */
    @Test
    void ofARemovedRunTheLedgerStillTells() {
        AgentInstance.Run run = ended();
        BrowserUser before = Visitors.admin(server);
        assertThat(before.get("/admin/api/v1/runs/" + run.runId()).status()).isEqualTo(200);
        assertThat(before.get("/console/runs/" + run.runId()).status()).isEqualTo(200);
        passes(RUNS.plusHours(1));
        sweep();

        BrowserUser admin = Visitors.admin(server);
        Reply api = admin.get("/admin/api/v1/runs/" + run.runId());
        assertThat(api.status()).isEqualTo(404);
        assertThat(admin.get("/admin/api/v1/runs/" + run.runId() + "/blast-radius").status()).isEqualTo(404);
        assertThat(admin.get("/console/runs/" + run.runId()).status()).isEqualTo(404);
        Reply issuances = admin.get("/admin/api/v1/ledger/issuances?run_id=" + run.runId());
        assertThat(issuances.status()).isEqualTo(200);
        assertThat(issuances.body()).contains(run.runId());
    }

    /** So many runs, total and refresh token each, that ended long ago. */
    private void manyOld(String prefix) {
        String numbers = database == TestDatabase.H2 ? "system_range(1, :runs) t(x)" : "generate_series(1, :runs) t(x)";
        server.jdbc().sql("""
                INSERT INTO run (run_id, sid, subject, client_id, jkt, consent_id, opened_by_key, purpose, ceiling,
                                 max_calls, calls_left, state, end_reason, opened_at, deadline, ended_at)
                SELECT CAST(:prefix AS varchar(20)) || x, 'sid', 'user', 'agent', 'jkt', 'consent', '', 'purpose', '[]', 10, 7, 'completed',
                       'completed', CAST(:then AS timestamp with time zone), CAST(:then AS timestamp with time zone),
                       CAST(:then AS timestamp with time zone) FROM\s""" + numbers).param("prefix", prefix).param("runs", MANY)
                .param("then", server.clock.instant().minus(RUNS).minusSeconds(1).atOffset(ZoneOffset.UTC)).update();
        server.jdbc().sql("""
                INSERT INTO run_total (run_id, parameter, currency, total, remaining)
                SELECT run_id, 'amount', 'USD', 50, 20 FROM run WHERE run_id LIKE :prefix
                """).param("prefix", prefix + "%").update();
        server.jdbc().sql("""
                INSERT INTO refresh_token (token_hash, run_id, client_id, jkt, state, issued_at, idle_end)
                SELECT 'hash-' || run_id, run_id, 'agent', 'jkt', 'live', opened_at, opened_at FROM run WHERE run_id LIKE :prefix
                """).param("prefix", prefix + "%").update();
    }

    private long left(String prefix) {
        return List.of("run", "run_total", "refresh_token").stream()
                .mapToLong(table -> count(table + " WHERE run_id LIKE ?", prefix + "%")).sum();
    }

    /** An agent may refresh as often as it likes: what that leaves keeps neither its run nor any other. */
    @Test
    void aRunGoesHoweverManyTokensItHas() {
        manyOld("crowded-");
        String numbers = database == TestDatabase.H2 ? "system_range(1, :tokens) t(x)" : "generate_series(1, :tokens) t(x)";
        server.jdbc().sql("""
                INSERT INTO refresh_token (token_hash, run_id, client_id, jkt, state, issued_at, idle_end)
                SELECT CAST('more-' AS varchar(20)) || x, run_id, client_id, jkt, 'consumed', opened_at, opened_at
                  FROM run CROSS JOIN\s""" + numbers + " WHERE run_id = 'crowded-1'").param("tokens", 5 * MANY).update();
        long before = left("crowded-");
        TransactionTemplate transaction = server.bean(TransactionTemplate.class);
        Integer removed = transaction.execute(_ -> runs(server).remove(RetentionSweep.BATCH));
        assertThat(removed).isEqualTo(RetentionSweep.BATCH);
        assertThat(left("crowded-")).isEqualTo(before - RetentionSweep.BATCH);
        assertThat(count("run WHERE run_id LIKE 'crowded-%'")).isEqualTo(MANY);
        // One sweep is enough, but where the machine stands still for the two seconds of a batch, the next goes on.
        for (int sweeps = 0; left("crowded-") > 0 && sweeps < 10; sweeps++) {
            sweep();
        }
        assertThat(left("crowded-")).isZero();
    }

    /** While a batch is under way, and its rows are locked, every other run is drawn from as ever. */
    @Test
    void aBatchUnderWayKeepsNobodyWaiting() {
        manyOld("held-");
        AgentInstance.Run run = agent.run(alice);
        TransactionTemplate held = new TransactionTemplate(server.bean(PlatformTransactionManager.class));
        held.setTimeout(60);
        held.executeWithoutResult(_ -> {
            assertThat(runs(server).remove(RetentionSweep.BATCH)).isEqualTo(RetentionSweep.BATCH);
            server.beans(Removal.class).forEach(removal -> removal.remove(RetentionSweep.BATCH));
            assertThat(run.exchangeOrder().send().status()).isEqualTo(200);
            assertThat(run.refresh().send().status()).isEqualTo(200);
            assertThat(agent.run(alice).exchangeOrder().send().status()).isEqualTo(200);
        });
        sweep();
        assertThat(left("held-")).isZero();
    }

    @Test
    void sweepsOnTwoNodesAtOnceShareTheWork() throws Exception {
        manyOld("shared-");
        try (RunningServer second = server.secondNode(NothingScheduled::in)) {
            List<Removal> removals = List.of(runs(server), runs(second));
            List<Integer> removed = Race.over(List.of(0, 1), 8, node -> () -> {
                TransactionTemplate transaction = (node == 0 ? server : second).bean(TransactionTemplate.class);
                return transaction.execute(_ -> removals.get(node).remove(RetentionSweep.BATCH));
            });
            assertThat(removed.stream().mapToInt(Integer::intValue).sum()).as("no token and no run twice")
                    .isBetween(1, 2 * MANY);
            Race.over(List.of(server, second), 8, node -> () -> {
                node.bean(RetentionSweep.class).sweep();
                return 0;
            });
            sweep();
            assertThat(left("shared-")).isZero();
        }
    }

    private static Removal runs(RunningServer node) {
        return node.beans(Removal.class).stream().filter(removal -> removal.what().equals("runs")).findFirst()
                .orElseThrow();
    }

    static List<OldRows> picks() {
        return List.of(new OldRows("run", "run_id", "ended_at"), new OldRows("user_session", "sid", "ended_at"),
                new OldRows("pushed_request", "uri_hash", "expires_at"),
                new OldRows("authorization_code", "code_hash", "expires_at"),
                new OldRows("consent", "consent_id", "given_at"), new OldRows("run", "run_id", "repeat_until"));
    }

    /** Picking reads the index and no row that is not old enough. */
    @ParameterizedTest
    @MethodSource("picks")
    void picksTheOldestByAnIndex(OldRows rows) {
        manyOld(rows.time() + "-" + rows.table().charAt(0));
        server.jdbc().sql("ANALYZE").update();
        long read = ReadRows.of(database, server.jdbc(), rows.statement(),
                Map.of("since", Instant.EPOCH.atOffset(ZoneOffset.UTC), "before",
                        server.clock.instant().minus(RUNS).atOffset(ZoneOffset.UTC), "most", 10));
        assertThat(read).isLessThan(MANY / 10);
        sweep();
    }
}
