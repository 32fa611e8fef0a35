package dev.errand.authz.console.ledger;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.errand.authz.admin.PathName;
import dev.errand.authz.admin.ledger.LedgerRow;
import dev.errand.authz.console.Moment;
import dev.errand.authz.console.RefusalLink;
import dev.errand.authz.ledger.search.LedgerList;

/**
 * The ledger's rows as lines of a table; the joined one says what was done and under which authority. What a window has no
 * room for is on the credential's page.
 *
 * @param today the day that no line has to name
 * @param tools names of registered tools, by resource indicator
 */
record LedgerTable(String today, Map<String, String> tools) {

    private static final List<String> CALLS = List.of("when", "done", "granted", "who", "issued", "run");
    private static final List<String> ISSUANCES = List.of("when", "kind", "granted", "at-tool", "who", "expires", "uses",
            "run");
    private static final List<String> REFUSALS = List.of("when", "refused", "who", "scope-at", "parameter", "endpoint",
            "run");
    private static final List<String> EVENTS = List.of("when", "kind", "who", "detail", "run");

    /** The names of the columns, in the bundle under {@code ledger.column.}. */
    static List<String> columns(LedgerList list) {
        return switch (list) {
            case CALLS -> CALLS;
            case ISSUANCES, UNREPORTED -> ISSUANCES;
            case REFUSALS -> REFUSALS;
            case EVENTS -> EVENTS;
        };
    }

    List<Stack> line(LedgerList list, LedgerRow row) {
        return switch (list) {
            case CALLS -> call(row);
            case ISSUANCES, UNREPORTED -> issuance(row);
            case REFUSALS -> refusal(row);
            case EVENTS -> event(row);
        };
    }

    private List<Stack> call(LedgerRow row) {
        Moment started = Cell.moment(row.text("started_at"));
        String outcome = row.text("outcome");
        return List.of(when(started),
                Stack.of(List.of(Cell.name(row.text("action")), Cell.name(row.text("identifier"))),
                        List.of(Cell.badge(outcome, tone(outcome)), tool(row.text("tool")), Cell.text(row.text("reason")))),
                granted(row, "issuance."), who(row, "issuance."), issued(row, started), Stack.of(run(row.text("run_id"))));
    }

    /** The credential, and when and how it was issued. */
    private static Stack issued(LedgerRow row, Moment started) {
        Cell credential = credential(row.text("credential_id"));
        String issued = row.text("issuance.issued_at");
        if (issued.isEmpty()) {
            return Stack.of(credential);
        }
        Moment at = Cell.moment(issued);
        return Stack.of(List.of(credential),
                List.of(Cell.day(at, started.day()), Cell.time(at), Cell.name(row.text("issuance.trigger"))));
    }

    private List<Stack> issuance(LedgerRow row) {
        Moment issued = Cell.moment(row.text("issued_at"));
        Moment expires = Cell.moment(row.text("expires_at"));
        return List.of(when(issued), Stack.of(Cell.name(row.text("kind")), Cell.name(row.text("trigger"))), granted(row, ""),
                Stack.of(tool(row.text("tool"))), who(row, ""),
                Stack.of(List.of(credential(row.text("credential_id"))),
                        List.of(Cell.day(expires, issued.day()), Cell.time(expires))),
                Stack.of(Cell.text(row.text("max_uses"))), Stack.of(run(row.text("run_id"))));
    }

    private List<Stack> refusal(LedgerRow row) {
        return List.of(when(Cell.moment(row.text("at"))),
                Stack.of(Cell.badge(row.text("reason"), "bad"), Cell.name(row.text("error")), Cell.form(RefusalLink.of(row))),
                who(row, ""),
                Stack.of(Cell.name(row.text("scope")), asked(row.text("tool"))), Stack.of(Cell.text(row.text("parameter"))),
                Stack.of(Cell.name(row.text("endpoint"))), Stack.of(run(row.text("run_id"))));
    }

    private List<Stack> event(LedgerRow row) {
        String kind = row.text("kind");
        return List.of(when(Cell.moment(row.text("at"))),
                Stack.of(Boolean.TRUE.equals(row.at("alarm")) ? Cell.badge(kind, "bad") : Cell.name(kind)), who(row, ""),
                Stack.of(Cell.text(row.text("detail"))), Stack.of(run(row.text("run_id"))));
    }

    private Stack when(Moment at) {
        return Stack.of(Cell.time(at), Cell.day(at, today));
    }

    /** The scope, and what of it the credential was narrowed to. */
    private static Stack granted(LedgerRow row, String prefix) {
        String scope = row.text(prefix + "scope").isEmpty() ? row.text("scope") : row.text(prefix + "scope");
        Object details = row.at(prefix + "authorization_details");
        return Stack.of(List.of(scope(scope, row.text(prefix + "scope_version_active"))),
                List.of(Cell.name(GrantedWords.identifier(details).orElse("")),
                        Cell.text(GrantedWords.limits(details).orElse(""))));
    }

    private static Stack who(LedgerRow row, String prefix) {
        return Stack.of(agent(row.text(prefix + "agent")), Cell.name(row.text(prefix + "subject")));
    }

    private static @Nullable String tone(String outcome) {
        return switch (outcome) {
            case "allowed" -> "good";
            case "refused" -> "bad";
            default -> "warn";
        };
    }

    /** A tool that reported or was issued for: registered, now or once. */
    private Cell tool(String resource) {
        String href = "/console/tools/" + PathName.of(resource);
        String name = tools.get(resource);
        return name == null ? Cell.link(resource, href) : Cell.link(name, resource, href);
    }

    /** A tool that somebody asked for: whatever they wrote. */
    private Cell asked(String resource) {
        return tools.containsKey(resource) ? tool(resource) : Cell.name(resource);
    }

    static Cell agent(String agent) {
        return Cell.link(agent, "/console/agents/" + PathName.of(agent));
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
