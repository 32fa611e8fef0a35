package dev.errand.authz.console.agent;

import dev.errand.authz.admin.PathName;
import dev.errand.authz.agent.AgentEntry;
import dev.errand.authz.console.Moment;

/** A client in the list. */
record AgentRow(String clientId, String href, String name, boolean administers, int scopes, boolean enabled,
        Moment changedAt) {

    static AgentRow of(AgentEntry entry) {
        return new AgentRow(entry.agent().clientId(), href(entry.agent().clientId()), entry.agent().name(),
                entry.agent().administers(), entry.agent().allowedScopes().size(), entry.agent().enabled(),
                Moment.of(entry.changedAt()));
    }

    static String href(String clientId) {
        return AgentsPage.PATH + "/" + PathName.of(clientId);
    }
}
