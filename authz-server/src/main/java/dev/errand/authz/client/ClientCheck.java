package dev.errand.authz.client;

/** The outcome of client authentication. */
public sealed interface ClientCheck {

    /** The caller is this agent. */
    record Authenticated(AuthenticatedAgent agent) implements ClientCheck {}

    /** The caller is not authenticated. */
    record Refused(ClientRefusal refusal) implements ClientCheck {}
}
