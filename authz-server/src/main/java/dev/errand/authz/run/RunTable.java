package dev.errand.authz.run;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Gatherers;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.errand.toolscope.Money;

import static dev.errand.authz.store.Columns.time;
import static dev.errand.authz.store.Columns.utc;

/** The tables {@code run} and {@code run_total}. Statements join the caller's transaction. */
@Component
final class RunTable {

    private static final String BLANK = " ";
    /** So many are named, or found, in one statement. */
    static final int AT_ONCE = 500;

    private final JdbcClient jdbc;
    private final TermsJson json;
    private final ConsentBudgets consents;

    RunTable(JdbcClient jdbc, TermsJson json) {
        this.jdbc = jdbc;
        this.json = json;
        this.consents = new ConsentBudgets(jdbc);
    }

    /** An active run and the thumbprint of the registered key that opened it, empty if none did. */
    record OpenedBy(String sid, String runId, String key) {}

    /** An active run whose row the transaction has locked. */
    record Locked(String runId, String sid, String subject, String clientId, @Nullable String parent) {}

    private record Total(String parameter, Money total, Money remaining) {}

    Optional<Run> find(String runId) {
        List<Total> totals = jdbc.sql("""
                SELECT parameter, currency, total, remaining FROM run_total WHERE run_id = :run
                """).param("run", runId).query((row, n) -> total(row)).list();
        return jdbc.sql("""
                SELECT run_id, sid, subject, client_id, jkt, consent_id, purpose, ceiling, max_calls, calls_left,
                       state, end_reason, repeat_token, opened_at, deadline, shares_consent, ancestors,
                       (EXISTS (SELECT 1 FROM run_not_before b WHERE b.client_id = run.client_id
                                   AND b.not_before >= run.opened_at) OR %s) AS cut_off
                  FROM run WHERE run_id = :run
                """.formatted(RunCutoffs.ofTools("run.ceiling", "COALESCE(run.consented_at, run.opened_at)"))).param("run", runId)
                .query((row, n) -> run(row, totals)).optional().map(this::withinConsent);
    }

    /** Read after the run's row, not while it is: outside a transaction that would hold a second connection. */
    private Run withinConsent(Run run) {
        return run.sharesConsent()
                ? consents.find(run.consentId()).map(left -> run.with(run.left().within(left))).orElse(run)
                : run;
    }

    /** The lock comes first and the read after it, so that what is read is what the lock protects. */
    boolean lock(String runId) {
        return jdbc.sql("SELECT run_id FROM run WHERE run_id = :run FOR UPDATE").param("run", runId)
                .query(String.class).optional().isPresent();
    }

    /** Those without a parent, in the order of their ids: the others end with these. */
    List<String> activeOfSession(String sid) {
        return jdbc.sql("""
                SELECT run_id FROM run WHERE sid = :sid AND state = 'active' AND parent_run_id IS NULL ORDER BY run_id
                """).param("sid", sid).query(String.class).list();
    }

    /** Likewise, session by session. */
    List<OpenedBy> activeOfAgent(String clientId) {
        return jdbc.sql("""
                SELECT sid, run_id, opened_by_key FROM run
                 WHERE client_id = :client AND state = 'active' AND parent_run_id IS NULL ORDER BY sid, run_id
                """).param("client", clientId).query((row, n) -> openedBy(row)).list();
    }

    /** Likewise of the user, with one agent or with any. */
    List<OpenedBy> activeOfSubject(String subject, @Nullable String clientId) {
        String ofAgent = clientId == null ? "" : " AND client_id = :client";
        JdbcClient.StatementSpec query = jdbc.sql("SELECT sid, run_id, opened_by_key FROM run WHERE subject = :subject"
                + ofAgent + " AND state = 'active' AND parent_run_id IS NULL ORDER BY sid, run_id").param("subject", subject);
        return (clientId == null ? query : query.param("client", clientId)).query((row, n) -> openedBy(row)).list();
    }

    private static OpenedBy openedBy(ResultSet row) throws SQLException {
        return new OpenedBy(row.getString("sid"), row.getString("run_id"), row.getString("opened_by_key"));
    }

    /**
     * Locks those of these runs that are active. They are named and not described: H2 locks rows in the order in which it
     * comes by them and sorts afterwards, and looks up keys in their own order.
     *
     * @param runIds in the order of their ids
     */
    List<Locked> lockActive(List<String> runIds) {
        return lockActive("run_id", runIds);
    }

    /** Locks the active children of these runs, whose rows the caller has locked. */
    List<Locked> lockActiveChildren(List<Locked> parents) {
        return lockActive("parent_run_id", parents.stream().map(Locked::runId).toList());
    }

    private List<Locked> lockActive(String column, List<String> keys) {
        String sql = "SELECT run_id, sid, subject, client_id, parent_run_id FROM run WHERE " + column
                + " IN (:keys) AND state = 'active' ORDER BY run_id FOR UPDATE";
        return some(keys).flatMap(some -> jdbc.sql(sql).param("keys", some).query((row, n) -> locked(row)).stream()).toList();
    }

    private static Locked locked(ResultSet row) throws SQLException {
        return new Locked(row.getString("run_id"), row.getString("sid"), row.getString("subject"), row.getString("client_id"),
                row.getString("parent_run_id"));
    }

    private static <T> Stream<List<T>> some(List<T> all) {
        return all.stream().gather(Gatherers.windowFixed(AT_ONCE));
    }

    /** How many runs of the agent give something, counted up to a bound; by one of its keys, or by any. */
    int countLiveOfAgent(String clientId, @Nullable String key, Instant now, int atMost) {
        String byKey = key == null ? "" : " AND opened_by_key = :key";
        JdbcClient.StatementSpec query = jdbc.sql(
                "SELECT count(*) FROM (SELECT 1 FROM run WHERE client_id = :client AND state = 'active' AND deadline > :now"
                        + byKey + " LIMIT :atMost) live")
                .param("client", clientId).param("now", utc(now)).param("atMost", atMost);
        return (key == null ? query : query.param("key", key)).query(Integer.class).single();
    }

    /** The same of a user. */
    int countLiveOfSubject(String subject, Instant now, int atMost) {
        return jdbc.sql("""
                SELECT count(*) FROM (SELECT 1 FROM run WHERE subject = :subject AND state = 'active' AND deadline > :now
                                       LIMIT :atMost) live
                """).param("subject", subject).param("now", utc(now)).param("atMost", atMost).query(Integer.class).single();
    }

    List<String> pastDeadline(Instant now) {
        return jdbc.sql("SELECT run_id FROM run WHERE state = 'active' AND deadline <= :now ORDER BY run_id LIMIT :limit")
                .param("now", utc(now)).param("limit", AT_ONCE).query(String.class).list();
    }

    void insert(NewRun run, Instant now) {
        RunTerms terms = run.terms();
        jdbc.sql("""
                INSERT INTO run (run_id, sid, subject, client_id, jkt, consent_id, opened_by_key, purpose, ceiling,
                                 max_calls, calls_left, state, opened_at, consented_at, deadline, shares_consent,
                                 parent_run_id, ancestors)
                VALUES (:run, :sid, :subject, :client, :jkt, :consent,
                        COALESCE((SELECT p.opened_by_key FROM run p WHERE p.run_id = :parent), :key), :purpose, :ceiling,
                        :calls, :calls, 'active', :now,
                        COALESCE((SELECT COALESCE(p.consented_at, p.opened_at) FROM run p WHERE p.run_id = :parent),
                                 (SELECT LEAST(remembered_at, CAST(:consented AS timestamp(6) with time zone))
                                    FROM remembered_consent WHERE consent_id = :consent),
                                 CAST(:consented AS timestamp(6) with time zone)),
                        :deadline, :shares, :parent, :ancestors)
                """).param("run", run.runId()).param("sid", run.sid()).param("subject", run.subject())
                .param("client", run.clientId()).param("jkt", run.jkt()).param("consent", run.consentId())
                .param("key", run.openedByKey()).param("purpose", terms.purpose())
                .param("ceiling", json.ceiling(terms.ceiling())).param("calls", terms.budget().maxCalls())
                .param("now", utc(now)).param("consented", utc(run.consentedAt())).param("deadline", utc(terms.deadline()))
                .param("shares", run.parent().isEmpty() && consents.exists(run.consentId()))
                .param("parent", run.parent().orElse(null)).param("ancestors", String.join(BLANK, run.ancestors())).update();
        terms.budget().totals().forEach((parameter, total) -> insertTotal(run.runId(), parameter, total));
    }

    private void insertTotal(String runId, String parameter, Money total) {
        jdbc.sql("""
                INSERT INTO run_total (run_id, parameter, currency, total, remaining)
                VALUES (:run, :parameter, :currency, :total, :total)
                """).param("run", runId).param("parameter", parameter).param("currency", total.currency())
                .param("total", total.amount()).update();
    }

    /**
     * Calls first: that statement also re-checks that the run is active, and orders all debits of the run. The budget that
     * it shares with other runs comes last, so that those wait for each other there and nowhere before.
     */
    Optional<Shortage> debit(Run run, Debit debit, Instant now) {
        Optional<Shortage> own = debitRun(run, debit, now);
        return own.isPresent() || !run.sharesConsent() ? own : consents.debit(run.consentId(), debit);
    }

    /** Whoever holds the run's lock has seen how many calls it has: where those suffice, it is the run that is over. */
    private Optional<Shortage> debitRun(Run run, Debit debit, Instant now) {
        int rows = jdbc.sql("""
                UPDATE run SET calls_left = calls_left - :calls
                 WHERE run_id = :run AND state = 'active' AND deadline > :now AND calls_left >= :calls
                """).param("calls", debit.calls()).param("run", run.runId()).param("now", utc(now)).update();
        if (rows != 1) {
            return Optional.of(debit.calls() > run.left().calls() ? Shortage.OF_CALLS : new Shortage(null));
        }
        return debit.amounts().entrySet().stream()
                .filter(amount -> !debitTotal(run.runId(), amount.getKey(), amount.getValue()))
                .map(amount -> new Shortage(amount.getKey())).findFirst();
    }

    private boolean debitTotal(String runId, String parameter, Money amount) {
        return jdbc.sql("""
                UPDATE run_total SET remaining = remaining - :amount
                 WHERE run_id = :run AND parameter = :parameter AND currency = :currency AND remaining >= :amount
                """).param("amount", amount.amount()).param("run", runId).param("parameter", parameter)
                .param("currency", amount.currency()).update() == 1;
    }

    /** Ends all of them. The answers to their last refreshes go with them. */
    void end(List<Locked> runs, RunEnding ending, Instant now) {
        int ended = some(runs).mapToInt(some -> endSome(some, ending, now)).sum();
        if (ended != runs.size()) {
            throw new IllegalStateException("a run that is active and locked ends");
        }
    }

    private int endSome(List<Locked> runs, RunEnding ending, Instant now) {
        return jdbc.sql("""
                UPDATE run SET state = :state, end_reason = :reason, ended_at = :now,
                               repeat_of = NULL, repeat_token = NULL, repeat_answer = NULL, repeat_until = NULL
                 WHERE run_id IN (:runs) AND state = 'active'
                """).param("state", ending.after(RunState.ACTIVE).word()).param("reason", ending.word())
                .param("now", utc(now)).param("runs", runs.stream().map(Locked::runId).toList()).update();
    }

    private Run run(ResultSet row, List<Total> totals) throws SQLException {
        Map<String, Money> whole = new LinkedHashMap<>();
        Map<String, Money> left = new LinkedHashMap<>();
        totals.forEach(total -> {
            whole.put(total.parameter(), total.total());
            left.put(total.parameter(), total.remaining());
        });
        RunTerms terms = new RunTerms(row.getString("purpose"), json.ceiling(row.getString("ceiling")),
                new Budget(row.getInt("max_calls"), whole), time(row, "deadline"));
        return new Run(row.getString("run_id"), row.getString("sid"), row.getString("subject"),
                row.getString("client_id"), row.getString("jkt"), row.getString("consent_id"), terms,
                new BudgetLeft(row.getInt("calls_left"), left), cutOff(row) ? RunState.REVOKED : state(row),
                cutOff(row) ? RunEnding.KILL_SWITCH.word() : row.getString("end_reason"), row.getString("repeat_token"),
                time(row, "opened_at"), row.getBoolean("shares_consent"),
                ancestors(row.getString("ancestors")));
    }

    private static List<String> ancestors(String stored) {
        return stored.isEmpty() ? List.of() : List.of(stored.split(BLANK, -1));
    }

    private static RunState state(ResultSet row) throws SQLException {
        return RunState.of(row.getString("state"));
    }

    /** Whether the run is over, though nobody has written it down yet. */
    private static boolean cutOff(ResultSet row) throws SQLException {
        return row.getBoolean("cut_off") && state(row) == RunState.ACTIVE;
    }

    private static Total total(ResultSet row) throws SQLException {
        String currency = row.getString("currency");
        return new Total(row.getString("parameter"), new Money(row.getBigDecimal("total"), currency),
                new Money(row.getBigDecimal("remaining"), currency));
    }
}
