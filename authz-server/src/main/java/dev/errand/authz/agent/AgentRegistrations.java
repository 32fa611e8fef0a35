package dev.errand.authz.agent;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;

import dev.errand.authz.ledger.Ledger;
import dev.errand.authz.store.EndingTransaction;

/**
 * The registrations for those who administer: lists in pages, and changes of the state that was seen. A change is an
 * event in the ledger and an {@link AgentChanged} in one transaction, as with {@link Agents}. Thread-safe.
 */
@Component
public final class AgentRegistrations {

    private final AgentRows rows;
    private final AgentEntries entries;
    private final EndingTransaction transaction;
    private final Ledger ledger;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    public AgentRegistrations(JdbcClient jdbc, PlatformTransactionManager transactions, Ledger ledger,
            ApplicationEventPublisher events, InstantSource clock) {
        this.rows = new AgentRows(jdbc);
        this.entries = new AgentEntries(jdbc);
        this.transaction = new EndingTransaction(transactions);
        this.ledger = ledger;
        this.events = events;
        this.clock = clock;
    }

    /** The registration of this {@code client_id}. */
    public Optional<AgentEntry> find(String clientId) {
        return entries.find(clientId);
    }

    /**
     * A page of registrations in the order of their ids.
     *
     * @param after the last {@code client_id} of the page before; empty for the first page
     */
    public List<AgentEntry> list(AgentFilter filter, String after, int limit) {
        return entries.list(filter, after, limit);
    }

    /** Changes the registration to this, if it is still at the revision that the change was made for. */
    public AgentChange change(Agent agent, int revision, String changedBy) {
        return transaction.execute(_ -> rows.lock(agent.clientId())
                .flatMap(_ -> entries.find(agent.clientId()))
                .map(locked -> locked.revision() == revision
                        ? new AgentChange.Done(change(agent, locked, changedBy))
                        : new AgentChange.Stale(locked))
                .orElseGet(AgentChange.Unknown::new));
    }

    private AgentEntry change(Agent agent, AgentEntry locked, String changedBy) {
        Instant now = clock.instant();
        if (!rows.updateIfChanged(agent, changedBy, now)) {
            return locked;
        }
        announce(locked.agent(), agent, changedBy, now);
        return entries.find(agent.clientId()).orElseThrow();
    }

    /**
     * Enables or disables the client, whatever else was changed meanwhile. Disabling ends its runs in the same
     * transaction.
     *
     * @return the registration from now on; empty if there is no such client
     */
    public Optional<AgentEntry> enable(String clientId, boolean enabled, String changedBy) {
        return transaction.execute(_ -> {
            Instant now = clock.instant();
            boolean changed = clientId.indexOf('\0') < 0 && entries.enable(clientId, enabled, changedBy, now);
            Optional<AgentEntry> entry = entries.find(clientId);
            if (changed) {
                Agent agent = entry.orElseThrow().agent();
                announce(agent, agent, changedBy, now);
            }
            return entry;
        });
    }

    private void announce(Agent before, Agent agent, String changedBy, Instant now) {
        ledger.event(Agents.event(agent, "agent_changed", changedBy, now));
        events.publishEvent(AgentChanged.between(before, agent));
    }
}
