package dev.errand.authz.decision;

import java.time.Instant;

import dev.errand.authz.agent.Agent;
import dev.errand.authz.grant.CredentialRequest;

/**
 * What rules answer: may this agent, under this mandate, be given this credential? All that they look at is in it, and
 * nothing by which a caller is known, so that it can be asked without a caller.
 *
 * @param agent the agent as registered
 * @param mandate what the user lends
 * @param registered what the registry says
 * @param asked the credential
 * @param now the time of the decision
 */
public record CredentialQuestion(Agent agent, Mandate mandate, Registered registered, CredentialRequest asked,
        Instant now) {}
