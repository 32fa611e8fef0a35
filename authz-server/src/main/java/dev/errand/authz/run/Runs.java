package dev.errand.authz.run;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import dev.errand.authz.agent.AgentChanged;
import dev.errand.authz.ledger.EventEntry;
import dev.errand.authz.ledger.Ledger;
import dev.errand.authz.session.SessionEnded;

/**
 * The runs. Every change of state is one conditional statement, so that of two racing endings one wins and no debit
 * outlives an ending. Thread-safe.
 */
@Component
public final class Runs {

    /** When it hears of a change of an agent: its runs are locked before remembered consents are. */
    static final int BEFORE_CONSENTS = 0;

    private final RunTable table;
    private final Ledger ledger;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Runs(RunTable table, Ledger ledger, TransactionTemplate transaction, ApplicationEventPublisher events,
            InstantSource clock) {
        this.table = table;
        this.ledger = ledger;
        this.transaction = transaction;
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
     * Ends the run because a secret of it was shown that had been spent, so that two hold it (RFC 9700 §4.14.2), and
     * raises the alarm in the same transaction. A run that is over stays as it is; the alarm is raised each time.
     *
     * @param sign which secret it was
     */
    public void reused(String runId, RunEnding sign) {
        transaction.executeWithoutResult(status -> {
            end(runId, sign, "whoever presented it");
            Optional<Run> run = table.find(runId);
            ledger.event(new EventEntry(clock.instant(), sign.word(), runId, run.map(Run::sid).orElse(null),
                    run.map(Run::subject).orElse(null), run.map(Run::clientId).orElse(null),
                    "a secret of this run that had been used was presented again", true));
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
        List<String> active = table.lockActiveOfSession(ended.sid());
        active.forEach(runId -> end(runId, RunEnding.SESSION_ENDED, ended.reason()));
    }

    /** Disabling an agent ends its runs, and removing a key those that it opened, in the transaction that does it. */
    @Order(BEFORE_CONSENTS)
    @EventListener
    void on(AgentChanged changed) {
        for (RunTable.OpenedBy run : table.lockActiveOfAgent(changed.clientId())) {
            ending(run.key(), changed)
                    .ifPresent(ending -> end(run.runId(), ending, "registration"));
        }
    }

    private static Optional<RunEnding> ending(String openedByKey, AgentChanged changed) {
        if (!changed.enabled()) {
            return Optional.of(RunEnding.AGENT_DISABLED);
        }
        boolean gone = !openedByKey.isEmpty() && !changed.keyThumbprints().contains(openedByKey);
        return gone ? Optional.of(RunEnding.AGENT_KEY_REMOVED) : Optional.empty();
    }

    /** Marks runs whose deadline passed; they give nothing since then, this is for those who look at them. */
    public void expire() {
        Instant now = clock.instant();
        table.pastDeadline(now).forEach(runId -> end(runId, RunEnding.DEADLINE, "deadline"));
    }

    /**
     * The run's row is written, and so locked, before its children are looked for: one that is being opened is there by
     * then, or finds its parent ended.
     */
    private boolean end(String runId, RunEnding ending, String by) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            Instant now = clock.instant();
            if (!table.end(runId, ending, now)) {
                return false;
            }
            Run run = table.find(runId).orElseThrow();
            ledger.event(new EventEntry(now, ending.event(), runId, run.sid(), run.subject(), run.clientId(),
                    ending.word() + " by " + by, false));
            events.publishEvent(new RunEnded(runId, run.sid(), run.subject(), run.clientId(), ending, now));
            table.activeChildren(runId).forEach(child -> end(child, ending.ofChildren(), "run " + runId));
            return true;
        }));
    }
}
