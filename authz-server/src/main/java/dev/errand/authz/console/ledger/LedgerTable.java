package dev.errand.authz.console.ledger;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.errand.authz.admin.PathName;
import dev.errand.authz.admin.ledger.LedgerRow;
import dev.errand.authz.console.RefusalLink;
import dev.errand.authz.ledger.search.LedgerList;

/** The ledger's rows as lines of a table; the joined one says all of a call and its authority. */
final class LedgerTable {

    private static final List<String> CALLS = List.of("when", "outcome", "who", "call", "under", "expires", "trigger",
            "run");
    private static final List<String> ISSUANCES = List.of("when", "kind", "who", "scope-at", "credential", "expires",
            "uses", "trigger", "run");
    private static final List<String> REFUSALS = List.of("when", "refused", "who", "scope-at", "parameter", "endpoint",
            "run");
    private static final List<String> EVENTS = List.of("when", "kind", "who", "detail", "run");

    private LedgerTable() {}

    /** The names of the columns, in the bundle under {@code ledger.column.}. */
    static List<String> columns(LedgerList list) {
        return switch (list) {
            case CALLS -> CALLS;
            case ISSUANCES, UNREPORTED -> ISSUANCES;
            case REFUSALS -> REFUSALS;
            case EVENTS -> EVENTS;
        };
    }

    static List<Stack> line(LedgerList list, LedgerRow row) {
        return switch (list) {
            case CALLS -> call(row);
            case ISSUANCES, UNREPORTED -> issuance(row);
            case REFUSALS -> refusal(row);
            case EVENTS -> event(row);
        };
    }

    private static List<Stack> call(LedgerRow row) {
        String scope = row.text("issuance.scope").isEmpty() ? row.text("scope") : row.text("issuance.scope");
        return List.of(Stack.of(Cell.time(row.text("started_at"))),
                Stack.of(Cell.badge(row.text("outcome"), tone(row.text("outcome"))), Cell.text(row.text("reason"))),
                Stack.of(agent(row.text("issuance.agent")), Cell.text(row.text("issuance.subject"))),
                Stack.of(Cell.text((row.text("action") + " " + row.text("identifier")).strip()), tool(row.text("tool"))),
                Stack.of(scope(scope, row.text("issuance.scope_version_active")), credential(row.text("credential_id"))),
                Stack.of(Cell.time(row.text("issuance.expires_at"))), Stack.of(Cell.text(row.text("issuance.trigger"))),
                Stack.of(run(row.text("run_id"))));
    }

    private static List<Stack> issuance(LedgerRow row) {
        return List.of(Stack.of(Cell.time(row.text("issued_at"))), Stack.of(Cell.text(row.text("kind"))), who(row),
                Stack.of(scope(row.text("scope"), row.text("scope_version_active")), tool(row.text("tool"))),
                Stack.of(credential(row.text("credential_id"))), Stack.of(Cell.time(row.text("expires_at"))),
                Stack.of(Cell.text(row.text("max_uses"))), Stack.of(Cell.text(row.text("trigger"))),
                Stack.of(run(row.text("run_id"))));
    }

    private static List<Stack> refusal(LedgerRow row) {
        return List.of(Stack.of(Cell.time(row.text("at"))),
                Stack.of(Cell.badge(row.text("reason"), "bad"), Cell.text(row.text("error")), Cell.form(RefusalLink.of(row))),
                who(row),
                Stack.of(Cell.text(row.text("scope")), Cell.text(row.text("tool"))),
                Stack.of(Cell.text(row.text("parameter"))), Stack.of(Cell.text(row.text("endpoint"))),
                Stack.of(run(row.text("run_id"))));
    }

    private static List<Stack> event(LedgerRow row) {
        String kind = row.text("kind");
        return List.of(Stack.of(Cell.time(row.text("at"))),
                Stack.of(Boolean.TRUE.equals(row.at("alarm")) ? Cell.badge(kind, "bad") : Cell.text(kind)), who(row),
                Stack.of(Cell.text(row.text("detail"))), Stack.of(run(row.text("run_id"))));
    }

    private static Stack who(LedgerRow row) {
        return Stack.of(agent(row.text("agent")), Cell.text(row.text("subject")));
    }

    private static @Nullable String tone(String outcome) {
        return switch (outcome) {
            case "allowed" -> "good";
            case "refused" -> "bad";
            default -> "warn";
        };
    }

    static Cell agent(String agent) {
        return Cell.link(agent, "/console/agents/" + PathName.of(agent));
    }

    static Cell tool(String tool) {
        return Cell.link(tool, "/console/tools/" + PathName.of(tool));
    }

    static Cell run(String run) {
        return Cell.id(run, "/console/runs/" + PathName.of(run));
    }

    static Cell credential(String credential) {
        return Cell.id(credential, "/console/ledger/credentials/" + PathName.of(credential));
    }

    static Cell scope(String scope, String version) {
        return Cell.link(version.isEmpty() ? scope : scope + " v" + version, "/console/scopes/" + PathName.of(scope));
    }
}
