package dev.errand.authz.run;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

import org.springframework.context.event.EventListener;
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

    private final RunTable table;
    private final Ledger ledger;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    Runs(RunTable table, Ledger ledger, TransactionTemplate transaction, InstantSource clock) {
        this.table = table;
        this.ledger = ledger;
        this.transaction = transaction;
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

    /** Opens a run in the caller's transaction, which has locked session, user and agent. */
    public Run open(NewRun run) {
        Instant now = clock.instant();
        table.insert(run, now);
        ledger.event(new EventEntry(now, "run_opened", run.runId(), run.sid(), run.subject(), run.clientId(),
                "consent " + run.consentId(), false));
        return table.find(run.runId()).orElseThrow();
    }

    /**
     * Takes a credential's cost out of the budget, in the caller's transaction.
     *
     * @return false if the run is not active any more or the budget does not suffice; the caller rolls back
     */
    public boolean debit(String runId, Debit debit) {
        return table.debit(runId, debit, clock.instant());
    }

    /** Ends the run because its agent is done. @return whether it was active */
    public boolean complete(String runId) {
        return end(runId, RunState.COMPLETED, "completed", "agent");
    }

    /** Ends the run. @return whether it was active */
    public boolean revoke(String runId, String by, String reason) {
        return end(runId, RunState.REVOKED, reason, by);
    }

    /** The session's end ends its runs, in the transaction that ends the session. */
    @EventListener
    void on(SessionEnded ended) {
        List<String> active = table.lockActiveOfSession(ended.sid());
        active.forEach(runId -> end(runId, RunState.REVOKED, "session_ended", ended.reason()));
    }

    /** Disabling an agent ends its runs, and removing a key those that it opened, in the transaction that does it. */
    @EventListener
    void on(AgentChanged changed) {
        for (RunTable.OpenedBy run : table.lockActiveOfAgent(changed.clientId())) {
            reasonToEnd(run.key(), changed)
                    .ifPresent(reason -> end(run.runId(), RunState.REVOKED, reason, "registration"));
        }
    }

    private static Optional<String> reasonToEnd(String openedByKey, AgentChanged changed) {
        if (!changed.enabled()) {
            return Optional.of("agent_disabled");
        }
        boolean gone = !openedByKey.isEmpty() && !changed.keyThumbprints().contains(openedByKey);
        return gone ? Optional.of("agent_key_removed") : Optional.empty();
    }

    /** Marks runs whose deadline passed; they give nothing since then, this is for those who look at them. */
    public void expire() {
        Instant now = clock.instant();
        table.pastDeadline(now).forEach(runId -> end(runId, RunState.EXPIRED, "deadline", "deadline"));
    }

    private boolean end(String runId, RunState state, String reason, String by) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            Instant now = clock.instant();
            if (!table.end(runId, state, reason, now)) {
                return false;
            }
            Run run = table.find(runId).orElseThrow();
            ledger.event(new EventEntry(now, "run_" + state.word(), runId, run.sid(), run.subject(), run.clientId(),
                    reason + " by " + by, false));
            return true;
        }));
    }
}
