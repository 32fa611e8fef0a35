package dev.errand.authz.run;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.errand.toolscope.NarrowingRequest;

/**
 * Authorization details of type {@code agent_run} (RFC 9396) as an agent asks for them.
 *
 * @param purpose the agent's own words, plain text
 * @param lifetime how long the run is to live
 * @param ceiling what it may draw at most
 * @param budget how much in all; absent where the scopes' registered defaults are to apply
 */
public record AgentRunRequest(String purpose, Duration lifetime, List<NarrowingRequest> ceiling, Optional<Budget> budget) {

    public AgentRunRequest {
        ceiling = List.copyOf(ceiling);
    }
}
