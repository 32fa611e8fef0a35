package dev.errand.authz.run;

import java.time.Instant;
import java.time.InstantSource;

import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import dev.errand.authz.agent.AgentChanged;
import dev.errand.authz.ledger.EventEntry;
import dev.errand.authz.ledger.Ledger;

/**
 * Forgets what is remembered for an agent that is disabled or loses a key, in the transaction that does it: whoever held
 * that key could ask in the agent's name, and enabling the agent again brings nothing back.
 */
@Component
final class RememberedEndings {

    private final RememberedConsents remembered;
    private final Ledger ledger;
    private final InstantSource clock;

    RememberedEndings(RememberedConsents remembered, Ledger ledger, InstantSource clock) {
        this.remembered = remembered;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** After {@link Runs}, because a consent is locked after the runs that draw on it. */
    @Order(Runs.BEFORE_CONSENTS + 1)
    @EventListener
    void on(AgentChanged changed) {
        if (!changed.enabled() || changed.keyRemoved()) {
            Instant now = clock.instant();
            remembered.forgetOfAgent(changed.clientId()).forEach(consent -> ledger.event(new EventEntry(now,
                    "consent_forgotten", null, null, null, changed.clientId(), "consent " + consent, false)));
        }
    }
}
