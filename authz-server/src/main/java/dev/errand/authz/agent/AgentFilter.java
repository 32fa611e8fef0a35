package dev.errand.authz.agent;

import java.util.Optional;

/**
 * Which clients a list shows.
 *
 * @param search how the {@code client_id} or the name begins, in either case; empty for all
 * @param enabled only those that are enabled, or only those that are not
 */
public record AgentFilter(String search, Optional<Boolean> enabled) {

    /** All of them. */
    public static final AgentFilter ALL = new AgentFilter("", Optional.empty());
}
