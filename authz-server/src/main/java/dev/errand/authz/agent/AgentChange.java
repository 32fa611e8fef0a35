package dev.errand.authz.agent;

/** What became of a change that was made for one revision of a registration. */
public sealed interface AgentChange {

    /** The registration is as asked; at its old revision if it was so before. */
    record Done(AgentEntry entry) implements AgentChange {}

    /** Somebody changed it meanwhile. */
    record Stale(AgentEntry entry) implements AgentChange {}

    /** There is no such client. */
    record Unknown() implements AgentChange {}
}
