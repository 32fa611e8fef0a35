package dev.errand.authz.admin.usage;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One scope of one agent: granted against used.
 *
 * @param allowed whether the agent may ask for it now
 * @param registered whether the scope is in force now
 * @param granted how many credentials it was granted for it
 * @param calls how many calls it made with them
 * @param neverUsed with how many of them it made none
 * @param lastGranted when it was granted for the last time
 * @param lastUsed when it was used for the last time
 * @param limits what it asked for at most, against what the scope allows
 * @param proposal what could be less
 */
public record UsageRow(String agent, String scope, boolean allowed, boolean registered, long granted, long calls,
        long neverUsed, Optional<Instant> lastGranted, Optional<Instant> lastUsed, List<LimitUse> limits,
        Proposal proposal) {

    public UsageRow {
        limits = List.copyOf(limits);
    }
}
