package dev.errand.authz.run;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import dev.errand.authz.agent.AgentChanged;
import dev.errand.authz.ledger.EventEntry;
import dev.errand.authz.ledger.Ledger;
import dev.errand.authz.session.SessionEnded;
import dev.errand.authz.store.EndingTransaction;

/**
 * The runs. Every change of state is made under the lock of the run's row, and only while the run is active, so that of
 * two racing endings one wins and no debit outlives an ending. Thread-safe.
 */
@Component
public final class Runs {

    /** When it hears of a change of an agent: its runs are locked before remembered consents are. */
    static final int BEFORE_CONSENTS = 0;

    private final RunTable table;
    private final Ledger ledger;
    private final EndingTransaction transaction;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Runs(RunTable table, Ledger ledger, TransactionTemplate transaction, ApplicationEventPublisher events,
            InstantSource clock) {
        this.table = table;
        this.ledger = ledger;
        this.transaction = new EndingTransaction(transaction.getTransactionManager());
        this.events = events;
        this.clock = clock;
    }

    /** The run as it is now, without a lock. */
    public Optional<Run> find(String runId) {
        return table.find(runId);
    }

    /** Locks the run's row until the caller's transaction ends, and reads it under the lock. */
    public Optional<Run> lock(String runId) {
        return table.lock(runId) ? table.find(runId) : Optional.empty();
    }

    /** Opens a run in the caller's transaction, which has locked session, user, agent and the parent if there is one. */
    public Run open(NewRun run) {
        Instant now = clock.instant();
        table.insert(run, now);
        ledger.event(new EventEntry(now, "run_opened", run.runId(), run.sid(), run.subject(), run.clientId(),
                "consent " + run.consentId() + run.parent().map(parent -> ", child of run " + parent).orElse(""), false));
        return table.find(run.runId()).orElseThrow();
    }

    /**
     * Takes the cost of a credential or of a child out of the run's budget, and out of its consent's where other runs share
     * that; in the caller's transaction.
     *
     * @return what is wanting, if the run is not active any more or the budget does not suffice; the caller rolls back
     */
    public Optional<Shortage> debit(Run run, Debit debit) {
        return table.debit(run, debit, clock.instant());
    }

    /** Ends the run because its agent is done. @return whether it was active */
    public boolean complete(String runId) {
        return end(runId, RunEnding.COMPLETED, "agent");
    }

    /** Ends the run. @return whether it was active */
    public boolean revoke(String runId, String by, RunEnding ending) {
        return end(runId, ending, by);
    }

    /** Ends the run for a reason that a person gives in words, which the ledger keeps. @return whether it was active */
    public boolean revoke(String runId, String by, RunEnding ending, String why) {
        return end(runId, ending, by + ": " + why);
    }

    /**
     * Ends what acts for the user, in whichever of the user's sessions, which the caller's transaction has locked: so
     * nothing begins in them meanwhile.
     *
     * @return how many runs, without those that were opened from them
     */
    public int revokeAllOf(String subject, RunEnding ending) {
        return end(subject, table.activeOfSubject(subject, null), ending);
    }

    /** Likewise what one agent does for the user. */
    public int revokeAllOf(String subject, String clientId, RunEnding ending) {
        return end(subject, table.activeOfSubject(subject, clientId), ending);
    }

    private int end(String subject, List<RunTable.OpenedBy> active, RunEnding ending) {
        return active.isEmpty() ? 0 : transaction.execute(_ -> end(lockBySession(active), ending, subject));
    }

    /**
     * Ends the run because a secret of it was shown that had been spent, so that two hold it (RFC 9700 §4.14.2), and
     * raises the alarm in the same transaction. A run that is over stays as it is; the alarm is raised each time.
     *
     * @param sign which secret it was
     */
    public void reused(String runId, RunEnding sign) {
        transaction.execute(_ -> {
            boolean ended = end(runId, sign, "whoever presented it");
            Optional<Run> run = table.find(runId);
            ledger.event(new EventEntry(clock.instant(), sign.word(), runId, run.map(Run::sid).orElse(null),
                    run.map(Run::subject).orElse(null), run.map(Run::clientId).orElse(null),
                    "a secret of this run that had been used was presented again", true));
            return ended;
        });
    }

    /** How many runs disabling the agent would end, counted up to a bound. */
    public int countLiveOfAgent(String clientId, int atMost) {
        return table.countLiveOfAgent(clientId, null, clock.instant(), atMost);
    }

    /** How many runs removing this key of the agent would end, counted up to a bound. */
    public int countLiveOpenedBy(String clientId, String keyThumbprint, int atMost) {
        return table.countLiveOfAgent(clientId, keyThumbprint, clock.instant(), atMost);
    }

    /** How many runs disabling the user would end, counted up to a bound. */
    public int countLiveOfSubject(String subject, int atMost) {
        return table.countLiveOfSubject(subject, clock.instant(), atMost);
    }

    /** The session's end ends its runs, in the transaction that ends the session. */
    @EventListener
    void on(SessionEnded ended) {
        transaction.execute(_ -> end(table.lockActive(table.activeOfSession(ended.sid())), RunEnding.SESSION_ENDED,
                ended.ending().word()));
    }

    /**
     * Disabling an agent ends its runs, and removing a key those that it opened, in the transaction that does it. They are
     * locked session by session, as by those who end several sessions; what leaves agent and keys locks none.
     */
    @Order(BEFORE_CONSENTS)
    @EventListener
    void on(AgentChanged changed) {
        List<RunTable.OpenedBy> active = table.activeOfAgent(changed.clientId()).stream()
                .filter(run -> endsWith(changed, run.key())).toList();
        if (!active.isEmpty()) {
            RunEnding ending = changed.enabled() ? RunEnding.AGENT_KEY_REMOVED : RunEnding.AGENT_DISABLED;
            transaction.execute(_ -> end(lockBySession(active), ending, "registration"));
        }
    }

    private static boolean endsWith(AgentChanged changed, String openedByKey) {
        return !changed.enabled() || (!openedByKey.isEmpty() && !changed.keyThumbprints().contains(openedByKey));
    }

    /** Runs whose deadline passed and that nobody has marked. */
    List<String> overdue() {
        return table.pastDeadline(clock.instant());
    }

    /** Marks such a run; it gives nothing since then, this is for those who look at it. */
    boolean expire(String runId) {
        return end(runId, RunEnding.DEADLINE, "deadline");
    }

    private boolean end(String runId, RunEnding ending, String by) {
        return transaction.execute(_ -> end(table.lockActive(List.of(runId)), ending, by) > 0);
    }

    /** Each session's in the order of their ids, as whoever ends the sessions themselves locks them. */
    private List<RunTable.Locked> lockBySession(List<RunTable.OpenedBy> active) {
        Map<String, List<String>> bySession = active.stream().collect(Collectors.groupingBy(RunTable.OpenedBy::sid,
                LinkedHashMap::new, Collectors.mapping(RunTable.OpenedBy::runId, Collectors.toList())));
        return bySession.values().stream().flatMap(runs -> table.lockActive(runs).stream()).toList();
    }

    /**
     * Ends runs that are active and locked, then their children, then those of these. The rows of each generation are
     * locked and written before the next is looked for: a child that is being opened is there by then, or finds its parent
     * ended. It is few statements for each generation, however many runs there are.
     *
     * @return how many of the first generation
     */
    private int end(List<RunTable.Locked> runs, RunEnding ending, String by) {
        Instant now = clock.instant();
        List<RunTable.Locked> generation = runs;
        RunEnding why = ending;
        Function<RunTable.Locked, String> who = _ -> by;
        while (!generation.isEmpty()) {
            endTogether(generation, why, who, now);
            generation = table.lockActiveChildren(generation);
            why = ending.ofChildren();
            who = child -> "run " + child.parent();
        }
        return runs.size();
    }

    private void endTogether(List<RunTable.Locked> runs, RunEnding ending, Function<RunTable.Locked, String> by,
            Instant now) {
        table.end(runs, ending, now);
        ledger.events(runs.stream().map(run -> new EventEntry(now, ending.event(), run.runId(), run.sid(), run.subject(),
                run.clientId(), ending.word() + " by " + by.apply(run), false)).toList());
        events.publishEvent(new RunsEnded(runs.stream().map(run -> new RunEnded(run.runId(), run.sid(), run.subject(),
                run.clientId(), ending, now)).toList()));
    }
}
