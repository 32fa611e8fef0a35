package dev.errand.authz.ledger;

import java.time.InstantSource;
import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes and reads the ledger. It only ever appends. What is part of a caller's change joins the caller's transaction;
 * what must survive the caller's rollback has a transaction, and so a connection, of its own: write refusals and alarms
 * after the caller's transaction where that is possible. Every method throws when the database does not take the entry.
 * Thread-safe.
 */
@Component
public final class Ledger {

    private final IssuanceRows issuances;
    private final RefusalRows refusals;
    private final EventRows events;
    private final CallReports reports;
    private final CallHistoryRows history;
    private final TransactionTemplate own;
    private final InstantSource clock;

    public Ledger(JdbcClient jdbc, PlatformTransactionManager transactions, InstantSource clock) {
        this.issuances = new IssuanceRows(jdbc);
        this.refusals = new RefusalRows(jdbc);
        this.events = new EventRows(jdbc);
        this.reports = new CallReports(issuances, new ToolCallRows(jdbc), events);
        this.history = new CallHistoryRows(jdbc);
        this.own = new TransactionTemplate(transactions);
        this.own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.clock = clock;
    }

    /**
     * Records an issuance in the caller's transaction: the record commits with what it records, or neither does.
     *
     * @throws IllegalStateException if the caller has no transaction
     */
    public void issuance(IssuanceEntry entry) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("an issuance is recorded in the transaction that issues");
        }
        issuances.insert(entry);
    }

    /**
     * The scopes of all credentials that the agent was given in the session, in all its runs, whether they are used or
     * expired by now; in the caller's transaction.
     */
    public List<GivenScope> given(String session, String agent) {
        return issuances.given(session, agent);
    }

    /** Records a refusal in a transaction of its own; of callers that nobody identified it keeps only a count. */
    public void refusal(RefusalEntry entry) {
        own.executeWithoutResult(_ -> refusals.write(entry));
    }

    /** Records an event, in the caller's transaction if there is one. */
    public void event(EventEntry entry) {
        events.insert(entry);
    }

    /** Records events, in the caller's transaction if there is one. */
    public void events(List<EventEntry> entries) {
        events.insert(entries);
    }

    /** Records an event in a transaction of its own, so that no rollback of the caller erases it. */
    public void alarm(EventEntry entry) {
        own.executeWithoutResult(_ -> events.insert(entry));
    }

    /**
     * Records what a tool says of one call, in a transaction of its own; the same report twice leaves one row. Raises
     * an alarm for a credential that is not the tool's or nobody's, for another report under the same execution id, and
     * for more allowed calls than the credential was good for. The call is filed under the run of its credential's
     * issuance, whatever the tool says.
     */
    public ToolCallReceipt toolCall(ToolCallEntry call) {
        return own.execute(_ -> reports.write(call, clock.instant()));
    }

    /** The reported calls with the issuances they rested on, and the credentials of which no call was reported. */
    public CallHistory calls(CallQuery query) {
        return new CallHistory(history.calls(query), history.unreported(query));
    }
}
