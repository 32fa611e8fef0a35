package dev.errand.architecture;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which package of the server may use which, as in {@code docs/architecture.md}. What is not listed is refused, and so
 * is a package without a row. Names are relative to the base package; a row covers the packages below it that have no
 * row of their own. A row names whole packages, or single types where it may use the values of a package but not its
 * doings. Every package may use itself and {@link #SHARED}.
 */
final class Arrows {

    /** Single types that any package may name: plain values without behaviour towards anything of ours. */
    static final Set<String> SHARED = Set.of("keys.Issuer");

    /** Rows that may use everything, and that nobody may use. */
    static final Set<String> ROOTS = Set.of("", "bootstrap", "config");

    static final Map<String, Set<String>> ALLOWED = rows();

    private Arrows() {}

    private static Map<String, Set<String>> rows() {
        Map<String, Set<String>> rows = new TreeMap<>();
        ROOTS.forEach(root -> rows.put(root, Set.of()));
        theSentence(rows);
        whatTheSentenceStandsOn(rows);
        besideTheSentence(rows);
        return Map.copyOf(rows);
    }

    private static void theSentence(Map<String, Set<String>> rows) {
        rows.put("token",
                Set.of("endpoint", "secret", "proof", "client", "grant", "grant.code", "grant.refresh", "grant.exchange",
                        "decision", "facts", "mint", "run", "session", "keys", "ledger"));
        rows.put("facts", Set.of("decision", "grant.CredentialRequest", "run", "ledger"));
        rows.put("proof", Set.of());
        rows.put("client", Set.of("endpoint", "proof", "agent", "keys", "run"));
        rows.put("grant", Set.of("endpoint", "client", "proof", "session", "run", "keys", "ledger"));
        Set<String> ofOneGrant = Set.of("grant", "endpoint", "client", "proof", "session", "run", "keys", "ledger", "store",
                "secret");
        Set<String> andItsRemoval = Set.of("grant", "endpoint", "client", "proof", "session", "run", "keys", "ledger", "store",
                "secret", "retention");
        rows.put("grant.code", Stream.concat(andItsRemoval.stream(), Stream.of("agent.AgentChanged"))
                .collect(Collectors.toUnmodifiableSet()));
        rows.put("grant.refresh", ofOneGrant);
        rows.put("grant.exchange", andItsRemoval);
        rows.put("grant.administration", Set.of("grant", "endpoint", "client", "proof", "agent"));
        rows.put("decision",
                Set.of("proof.VerifiedProof", "client.AuthenticatedAgent", "grant.Entitlement", "grant.CredentialRequest",
                        "session.UserSession", "agent.Agent", "run.Run", "run.RunTerms", "run.CeilingEntry", "run.Debit",
                        "run.Budget", "run.BudgetLeft", "run.Budgets", "run.AgentRunRequest", "run.ChildLimits"));
        rows.put("mint", Set.of("decision", "keys"));
    }

    private static void whatTheSentenceStandsOn(Map<String, Set<String>> rows) {
        rows.put("ledger", Set.of("store"));
        rows.put("keys", Set.of("store"));
        rows.put("endpoint", Set.of("secret"));
        rows.put("secret", Set.of());
        rows.put("store", Set.of());
        rows.put("retention", Set.of("store"));
        rows.put("fetch", Set.of());
        rows.put("tool", Set.of("keys", "ledger"));
        rows.put("agent", Set.of("ledger", "store"));
        rows.put("user", Set.of("ledger", "store", "secret"));
        rows.put("session", Set.of("user", "ledger", "retention", "store", "secret"));
        rows.put("run", Set.of("session", "agent", "user", "ledger", "retention", "store"));
    }

    private static void besideTheSentence(Map<String, Set<String>> rows) {
        rows.put("authorize",
                Set.of("endpoint", "proof", "client", "agent", "session", "run", "grant.code", "ledger", "retention",
                        "store", "secret"));
        rows.put("ending",
                Set.of("endpoint", "proof", "client", "tool", "session", "run", "keys", "ledger", "store",
                        "grant.refresh.RefreshTokens"));
        rows.put("ending.caep", Set.of("secret", "session", "run", "ledger", "store", "mint.SecurityEvents",
                "mint.SecurityEvent", "mint.Minted"));
        rows.put("report", Set.of("tool", "keys", "ledger"));
        rows.put("whatif", Set.of("endpoint", "agent", "user", "session", "run", "grant.CredentialRequest", "grant.GrantRefusal",
                "grant.exchange.CredentialRequests", "facts", "decision", "mint", "token.CredentialErrors"));
        rows.put("admin",
                Set.of("agent", "user", "session", "run", "ledger", "fetch", "grant.refresh.RefreshTokens", "grant.code.Codes"));
        rows.put("admin.whatif", Set.of("admin", "whatif", "decision.Explanation", "decision.CredentialTerms",
                "decision.Mandate", "decision.Life", "decision.Sight", "endpoint.EndpointError", "mint.Unsigned", "run"));
        rows.put("console", Set.of("admin", "admin.whatif", "agent", "user", "session", "run", "ledger"));
    }
}
