package dev.errand.toolscope.composition;

import java.util.SortedSet;

import dev.errand.toolscope.InvalidValue;
import dev.errand.toolscope.PlainText;
import dev.errand.toolscope.ResourceIndicator;
import dev.errand.toolscope.ScopeName;

/**
 * A registered set of scopes of one tool that may share a credential, at one version. Nothing else may; what is
 * registered never changes, a change is a new version. The credential lives as long, and is good as often, as the least
 * of its scopes.
 *
 * @param version
 *            1 and up; 0 in a document that no registry has taken in yet
 * @param tool
 *            the resource indicator of the tool that all the scopes belong to
 * @param scopes
 *            2 to 16 of them
 * @param agents
 *            the clients that may use it, by client id, compared exactly; empty for any
 */
public record Composition(String name, int version, String tool, String description, SortedSet<ScopeName> scopes,
        SortedSet<String> agents) {

    private static final int MAX_SCOPES = 16;
    private static final int MAX_AGENTS = 100;
    private static final int MAX_CLIENT_ID = 255;

    /**
     * @throws InvalidValue
     *             if it may not be registered
     */
    public Composition {
        Members.named(name, version, description);
        ResourceIndicator.require("tool", tool);
        scopes = Members.of("scopes", scopes, MAX_SCOPES, scope -> {});
        if (scopes.size() < 2) {
            throw new InvalidValue("scopes", "has fewer than 2 elements");
        }
        agents = Members.of("agents",
                agents,
                MAX_AGENTS,
                agent -> PlainText.require("agents", agent, MAX_CLIENT_ID));
    }

    /** Whether this client may use it. */
    public boolean allows(String clientId) {
        return this.agents.isEmpty() || this.agents.contains(clientId);
    }

    /** The same composition under another version number. */
    public Composition withVersion(int number) {
        return new Composition(this.name, number, this.tool, this.description, this.scopes, this.agents);
    }
}
