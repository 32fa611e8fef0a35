package dev.errand.authz.console.agent;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import dev.errand.authz.admin.agent.AgentImpact;
import dev.errand.authz.agent.Agent;
import dev.errand.authz.agent.AgentEntry;
import dev.errand.authz.agent.ClientRole;
import dev.errand.authz.console.Moment;

/** A client on its own page. */
record AgentView(String clientId, String href, String name, String method, List<String> roles, boolean enabled,
        List<String> redirectUris, List<String> scopes, int moreScopes, List<Key> keys, int runs, Moment changedAt,
        String changedBy) {

    /** The most scopes that the page shows. */
    private static final int SCOPES = 100;

    /** A key of a client, and how many runs end with it. */
    record Key(String kid, String thumbprint, int runs) {

        static Key of(AgentImpact.KeyImpact key) {
            return new Key(key.kid() == null ? "" : key.kid(), key.thumbprint(), key.runs());
        }
    }

    static AgentView of(AgentEntry entry, AgentImpact impact) {
        Agent agent = entry.agent();
        Set<String> scopes = new TreeSet<>(agent.allowedScopes());
        return new AgentView(agent.clientId(), AgentRow.href(agent.clientId()), agent.name(),
                agent.method().word(),
                agent.roles().stream().map(ClientRole::word).sorted().toList(), agent.enabled(), agent.redirectUris(),
                scopes.stream().limit(SCOPES).toList(), Math.max(0, scopes.size() - SCOPES),
                impact.keys().stream().map(Key::of).toList(),
                impact.runs(), Moment.of(entry.changedAt()), entry.changedBy());
    }
}
