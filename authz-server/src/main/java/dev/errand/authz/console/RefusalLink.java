package dev.errand.authz.console;

import org.jspecify.annotations.Nullable;

import dev.errand.authz.admin.PathName;
import dev.errand.authz.admin.ledger.LedgerRow;
import dev.errand.toolscope.InvalidValue;
import dev.errand.toolscope.ScopeName;

/**
 * Where an administrator finds the form that would have let a refused request through, as far as its row in the ledger
 * says that: the scope's, or the agent's where that may not ask for the scope.
 *
 * @param name whose form it is
 * @param href the form; nothing is saved by opening it
 */
public record RefusalLink(String name, String href) {

    /** The link; null where nothing is missing in the registry, or the row does not say what. */
    public static @Nullable RefusalLink of(LedgerRow row) {
        String scope = row.text("scope");
        if (!isScope(scope)) {
            return null;
        }
        return switch (row.text("reason")) {
            case "scope_unknown" -> new RefusalLink(scope, PageLink.to("/console/scopes/new").with("name", scope)
                    .with("tool", PageLink.filled(row.text("tool"))).url());
            case "scope_not_allowed" -> agent(row.text("agent"), scope);
            case "scope_retired", "wider_than_registered" -> new RefusalLink(scope, "/console/scopes/" + scope + "/edit");
            default -> null;
        };
    }

    private static @Nullable RefusalLink agent(String agent, String scope) {
        return agent.isEmpty()
                ? null
                : new RefusalLink(agent,
                        PageLink.to("/console/agents/" + PathName.of(agent) + "/edit").with("scope", scope).url());
    }

    /** A row may have several scopes, or whatever else a caller sent. */
    private static boolean isScope(String text) {
        try {
            return !new ScopeName(text).value().isEmpty();
        } catch (InvalidValue ex) {
            return false;
        }
    }
}
