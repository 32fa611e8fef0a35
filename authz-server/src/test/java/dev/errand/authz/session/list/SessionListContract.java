package dev.errand.authz.session.list;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.errand.authz.testing.Leaves;
import dev.errand.authz.testing.ReadRows;
import dev.errand.authz.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** What lists of sessions owe on every database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SessionListContract {

    private static final int SESSIONS = 50_000;
    private static final int PAGE = 51;

    private final TestDatabase database;
    private Leaves leaves;
    private SessionList list;

    SessionListContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeAll
    void fill() {
        leaves = new Leaves(database);
        list = new SessionList(leaves.jdbc, leaves.clock);
        Instant now = leaves.clock.instant();
        String numbers = database == TestDatabase.H2
                ? "system_range(1, :sessions) t(x)"
                : "generate_series(1, :sessions) t(x)";
        leaves.jdbc.sql("""
                insert into user_session (sid, handle_hash, subject, state, auth_time, last_active_at, idle_end,
                  absolute_end, ended_at, end_reason)
                select 'sid-' || x, 'hash-' || x, case when mod(x, 10000) in (1, 2) then 'rare' else 'common' end,
                  case mod(x, 2) when 0 then 'live' else 'ended' end,
                  cast(:start as timestamp with time zone) + mod(x, 49999) * interval '1' second, :now,
                  case when mod(x, 5000) = 0 then :now else :later end, :later,
                  case mod(x, 2) when 0 then null else cast(:now as timestamp with time zone) end,
                  case mod(x, 2) when 0 then null else 'logout' end
                from\s""" + numbers).param("sessions", SESSIONS)
                .param("start", now.minus(Duration.ofDays(1)).atOffset(ZoneOffset.UTC))
                .param("now", now.atOffset(ZoneOffset.UTC)).param("later", now.plusSeconds(900).atOffset(ZoneOffset.UTC))
                .update();
        leaves.jdbc.sql("analyze").update();
    }

    static List<SessionQuery> everyCombination() {
        List<SessionQuery> queries = new ArrayList<>();
        for (Boolean live : new Boolean[] {null, true, false}) {
            for (String subject : new String[] {null, "common", "rare"}) {
                queries.add(new SessionQuery(live, subject));
            }
        }
        return queries;
    }

    @ParameterizedTest
    @MethodSource("everyCombination")
    void readsNoFurtherThanThePageGoes(SessionQuery query) {
        SessionPlace middle = new SessionPlace(leaves.clock.instant().minus(Duration.ofDays(1)).plusSeconds(25_000), "sid-25000");
        for (SessionPlace after : new SessionPlace[] {null, middle}) {
            SessionListStatement statement = new SessionListStatement(query, after, PAGE, leaves.clock.instant());
            long read = ReadRows.of(database, leaves.jdbc, statement.sql(), statement.parameters());
            assertThat(read).as(() -> ReadRows.plan(leaves.jdbc, statement.sql(), statement.parameters()))
                    .isLessThan(3 * PAGE * 2);
        }
    }

    @ParameterizedTest
    @MethodSource("everyCombination")
    void selectsWhatTheFiltersSay(SessionQuery query) {
        assertThat(list.newest(query, null, PAGE)).isNotEmpty().allSatisfy(listed -> {
            assertThat(query.live() == null ? listed.live() : query.live()).isEqualTo(listed.live());
            assertThat(query.subject() == null ? listed.session().subject() : query.subject())
                    .isEqualTo(listed.session().subject());
            assertThat(listed.endedAt() == null).isEqualTo(listed.live());
        });
    }

    @Test
    void pagesThroughEverySessionOnceNewestFirst() {
        SessionQuery query = new SessionQuery(null, "rare");
        List<ListedSession> paged = new ArrayList<>();
        List<ListedSession> page = list.newest(query, null, 2);
        while (!page.isEmpty()) {
            paged.addAll(page);
            page = list.newest(query, page.getLast().place(), 2);
        }

        assertThat(paged).hasSize(10).isEqualTo(list.newest(query, null, 200)).doesNotHaveDuplicates()
                .isSortedAccordingTo(Comparator.comparing((ListedSession one) -> one.session().authTime()).reversed());
    }

    @Test
    void aSessionWhoseTimeIsOverIsListedAsEndedBeforeTheSweep() {
        assertThat(list.find("sid-5000")).get().satisfies(over -> {
            assertThat(over.live()).isFalse();
            assertThat(over.endReason()).isEqualTo("idle");
            assertThat(over.endedAt()).isEqualTo(leaves.clock.instant());
        });
        assertThat(list.find("sid-5002")).get().satisfies(live -> assertThat(live.live()).isTrue());
        assertThat(list.find("sid-0")).isEmpty();
    }
}
