package dev.errand.authz.ledger.usage;

import java.time.Instant;

/**
 * What one agent was granted of one scope.
 *
 * @param credentials how many credentials were for it
 * @param unread of how many of them the ledger does not know the largest values: they are older than that record
 * @param last when the last one was issued
 */
public record Granted(String agent, String scope, long credentials, long unread, Instant last) {

    /** Whether that is the use of this. */
    public boolean sameAs(Used used) {
        return agent.equals(used.agent()) && scope.equals(used.scope());
    }
}
