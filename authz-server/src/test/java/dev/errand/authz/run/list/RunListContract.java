package dev.errand.authz.run.list;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.errand.authz.run.RunState;
import dev.errand.authz.testing.Leaves;
import dev.errand.authz.testing.ReadRows;
import dev.errand.authz.testing.TestDatabase;
import dev.errand.toolscope.Money;

import static org.assertj.core.api.Assertions.assertThat;

/** What lists of runs owe on every database: their order, their filters, and their cost beside 100,000 others. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RunListContract {

    private static final int RUNS = 100_000;
    private static final int PAGE = 51;
    private static final int BRANCHES = 5;

    private final TestDatabase database;
    private Leaves leaves;
    private RunList list;

    RunListContract(TestDatabase database) {
        this.database = database;
    }

    /** Every fifth run is the rare agent's, and the rare user's are a handful, of which the rare agent has none. */
    @BeforeAll
    void fill() {
        leaves = new Leaves(database);
        list = new RunList(leaves.jdbc, leaves.clock);
        Instant now = leaves.clock.instant();
        String numbers = database == TestDatabase.H2 ? "system_range(1, :runs) t(x)" : "generate_series(1, :runs) t(x)";
        leaves.jdbc.sql("""
                INSERT INTO run (run_id, sid, subject, client_id, jkt, consent_id, opened_by_key, purpose, ceiling,
                                 max_calls, calls_left, state, end_reason, opened_at, deadline, ended_at)
                SELECT 'run-' || x, 'sid-' || (x / 10), CASE WHEN mod(x, 20000) = 1 THEN 'rare' ELSE 'common' END,
                       CASE WHEN mod(x, 5) = 0 THEN 'rare-agent' ELSE 'common-agent' END, 'jkt', 'consent', '',
                       'purpose', '[]', 10, 7,
                       CASE mod(x, 4) WHEN 0 THEN 'active' WHEN 1 THEN 'completed' WHEN 2 THEN 'revoked'
                            ELSE 'expired' END,
                       CASE mod(x, 4) WHEN 0 THEN NULL ELSE 'word' END,
                       CAST(:start AS timestamp with time zone) + mod(x, 99991) * INTERVAL '1' SECOND,
                       CASE WHEN mod(x, 10000) = 0 THEN :past ELSE :future END,
                       CASE mod(x, 4) WHEN 0 THEN NULL ELSE CAST(:past AS timestamp with time zone) END
                  FROM\s""" + numbers).param("runs", RUNS)
                .param("start", now.minus(Duration.ofDays(2)).atOffset(ZoneOffset.UTC))
                .param("past", now.atOffset(ZoneOffset.UTC))
                .param("future", now.plusSeconds(900).atOffset(ZoneOffset.UTC)).update();
        leaves.jdbc.sql("""
                INSERT INTO run_total (run_id, parameter, currency, total, remaining)
                SELECT run_id, 'amount', 'USD', 50, 20 FROM run WHERE subject = 'rare'
                """).update();
        leaves.jdbc.sql("ANALYZE").update();
    }

    static List<RunQuery> everyCombination() {
        List<RunQuery> queries = new ArrayList<>();
        for (RunState state : new RunState[] {null, RunState.ACTIVE, RunState.COMPLETED, RunState.REVOKED,
            RunState.EXPIRED}) {
            for (String agent : new String[] {null, "common-agent", "rare-agent"}) {
                for (String subject : new String[] {null, "common", "rare"}) {
                    for (String session : new String[] {null, "sid-77"}) {
                        queries.add(new RunQuery(state, agent, subject, session));
                    }
                }
            }
        }
        return queries;
    }

    @ParameterizedTest
    @MethodSource("everyCombination")
    void readsNoFurtherThanThePageGoes(RunQuery query) {
        for (RunPlace after : new RunPlace[] {null, middle()}) {
            RunListStatement statement = new RunListStatement(query, after, PAGE, leaves.clock.instant());
            long read = ReadRows.of(database, leaves.jdbc, statement.sql(), statement.parameters());
            assertThat(read).as(() -> ReadRows.plan(leaves.jdbc, statement.sql(), statement.parameters()))
                    .isLessThan(BRANCHES * PAGE * 2);
        }
    }

    private RunPlace middle() {
        return new RunPlace(leaves.clock.instant().minus(Duration.ofDays(2)).plusSeconds(50_000), "run-50000");
    }

    @ParameterizedTest
    @MethodSource("everyCombination")
    void selectsWhatTheFiltersSay(RunQuery query) {
        assertThat(list.newest(query, null, PAGE)).allSatisfy(run -> {
            assertThat(query.state() == null ? run.state() : query.state()).isEqualTo(run.state());
            assertThat(query.agent() == null ? run.clientId() : query.agent()).isEqualTo(run.clientId());
            assertThat(query.subject() == null ? run.subject() : query.subject()).isEqualTo(run.subject());
            assertThat(query.session() == null ? run.sid() : query.session()).isEqualTo(run.sid());
        });
    }

    static Stream<RunQuery> ofFewRuns() {
        return Stream.of(RunQuery.forUser("rare", null), RunQuery.inSession("sid-77", null),
                RunQuery.inSession("sid-77", RunState.REVOKED),
                new RunQuery(RunState.COMPLETED, "common-agent", "rare", null));
    }

    @ParameterizedTest
    @MethodSource("ofFewRuns")
    void pagesThroughEveryRunOnceNewestFirst(RunQuery query) {
        List<ListedRun> whole = list.newest(query, null, 200);
        List<ListedRun> paged = new ArrayList<>();
        List<ListedRun> page = list.newest(query, null, 2);
        while (!page.isEmpty()) {
            paged.addAll(page);
            page = list.newest(query, page.getLast().place(), 2);
        }

        assertThat(whole).isNotEmpty();
        assertThat(paged).isEqualTo(whole).doesNotHaveDuplicates()
                .isSortedAccordingTo(Comparator.comparing(ListedRun::openedAt).reversed());
    }

    @Test
    void aRunPastItsDeadlineIsListedAsExpiredBeforeTheSweep() {
        RunQuery expired = new RunQuery(RunState.EXPIRED, "rare-agent", "common", null);
        List<ListedRun> unswept = new ArrayList<>();
        List<ListedRun> page = list.newest(expired, null, 200);
        while (!page.isEmpty()) {
            page.stream().filter(run -> run.deadline().equals(leaves.clock.instant())).forEach(unswept::add);
            page = list.newest(expired, page.getLast().place(), 200);
        }

        assertThat(unswept).hasSize(RUNS / 10_000).allSatisfy(run -> {
            assertThat(run.endReason()).isEqualTo("deadline");
            assertThat(run.endedAt()).isEqualTo(run.deadline());
            assertThat(run.isActive()).isFalse();
        });
        assertThat(list.newest(new RunQuery(RunState.ACTIVE, "rare-agent", null, null), null, PAGE)).hasSize(PAGE)
                .allMatch(ListedRun::isActive);
    }

    @Test
    void bringsWhatIsLeftOfEachRun() {
        assertThat(list.newest(RunQuery.forUser("rare", null), null, PAGE)).hasSize(5).allSatisfy(run -> {
            assertThat(run.budget().maxCalls()).isEqualTo(10);
            assertThat(run.left().calls()).isEqualTo(7);
            assertThat(run.budget().totals()).isEqualTo(Map.of("amount", dollars("50.00")));
            assertThat(run.left().totals()).isEqualTo(Map.of("amount", dollars("20.00")));
        });
        assertThat(list.newest(RunQuery.forUser("nobody", null), null, PAGE)).isEmpty();
    }

    private static Money dollars(String amount) {
        return Money.parse(amount, "USD").orElseThrow();
    }
}
