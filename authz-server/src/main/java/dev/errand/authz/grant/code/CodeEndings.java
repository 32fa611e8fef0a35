package dev.errand.authz.grant.code;

import java.time.InstantSource;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import dev.errand.authz.agent.AgentChanged;
import dev.errand.authz.ledger.EventEntry;
import dev.errand.authz.ledger.Ledger;

/**
 * Voids the codes of an agent that is disabled, in the transaction that does it: a consent whose run has not begun by then
 * opens none, however soon the agent is enabled again.
 */
@Component
final class CodeEndings {

    private final Codes codes;
    private final Ledger ledger;
    private final InstantSource clock;

    CodeEndings(Codes codes, Ledger ledger, InstantSource clock) {
        this.codes = codes;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** The last of those who hear of it, as a listener without an order is: whoever uses a code has locked all else before. */
    @EventListener
    void on(AgentChanged changed) {
        if (!changed.enabled()) {
            int burnt = codes.burnOfAgent(changed.clientId());
            if (burnt > 0) {
                ledger.event(new EventEntry(clock.instant(), "codes_voided", null, null, null, changed.clientId(),
                        burnt + " by disabling the agent", false));
            }
        }
    }
}
