package dev.errand.authz.agent;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;

import dev.errand.authz.ledger.EventEntry;
import dev.errand.authz.ledger.Ledger;
import dev.errand.authz.store.EndingTransaction;

/** The registered agents. Thread-safe. */
@Component
public final class Agents {

    private final AgentRows rows;
    private final EndingTransaction transaction;
    private final Ledger ledger;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    public Agents(JdbcClient jdbc, PlatformTransactionManager transactions, Ledger ledger,
            ApplicationEventPublisher events, InstantSource clock) {
        this.rows = new AgentRows(jdbc);
        this.transaction = new EndingTransaction(transactions);
        this.ledger = ledger;
        this.events = events;
        this.clock = clock;
    }

    /** The agent of this {@code client_id}, enabled or not. */
    public Optional<Agent> find(String clientId) {
        return rows.find(clientId);
    }

    /**
     * Agents in the order of their ids.
     *
     * @param from where to begin
     * @param inclusive whether that one is among them
     */
    public List<Agent> list(String from, boolean inclusive, int limit) {
        return rows.list(from, inclusive, limit);
    }

    /** Like {@link #find}, its row locked until the caller's transaction ends. */
    public Optional<Agent> lock(String clientId) {
        return rows.lock(clientId);
    }

    /**
     * Registers the agent, or changes its registration to this. Where nothing is different, nothing is written; a
     * change is an event in the ledger and an {@link AgentChanged}, in the same transaction.
     *
     * @param changedBy who does it: a user's subject, or the set-up file
     */
    public void register(Agent agent, String changedBy) {
        transaction.run(() -> {
            Instant now = clock.instant();
            if (rows.insertIfAbsent(agent, changedBy, now)) {
                record(agent, "agent_registered", changedBy, now);
            } else {
                change(agent, rows.lock(agent.clientId()).orElseThrow(), changedBy, now);
            }
        });
    }

    private void change(Agent agent, Agent locked, String changedBy, Instant now) {
        if (rows.updateIfChanged(agent, changedBy, now)) {
            record(agent, "agent_changed", changedBy, now);
            events.publishEvent(AgentChanged.between(locked, agent));
        }
    }

    /**
     * Registers the client if there is none of its id, and changes nothing otherwise.
     *
     * @return whether it is new: of callers at the same time, one hears true
     */
    public boolean registerIfAbsent(Agent agent, String changedBy) {
        return transaction.execute(_ -> {
            Instant now = clock.instant();
            boolean registered = rows.insertIfAbsent(agent, changedBy, now);
            if (registered) {
                record(agent, "agent_registered", changedBy, now);
            }
            return registered;
        });
    }

    static EventEntry event(Agent agent, String kind, String changedBy, Instant now) {
        String detail = "by %s, %s".formatted(changedBy, agent.enabled() ? "enabled" : "disabled");
        return new EventEntry(now, kind, null, null, null, agent.clientId(), detail, false);
    }

    private void record(Agent agent, String kind, String changedBy, Instant now) {
        ledger.event(event(agent, kind, changedBy, now));
    }
}
