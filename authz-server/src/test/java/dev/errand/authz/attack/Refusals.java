package dev.errand.authz.attack;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

import dev.errand.authz.running.OAuthRequest;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every refusal of an OAuth endpoint must look like: the answer has its code and reason and nothing of the
 * request, nothing is issued or spent, and the ledger keeps exactly one trace.
 */
final class Refusals {

    private static final Set<String> MEMBERS = Set.of("error", "error_description", "reason", "parameter", "requests",
            "scope_form");
    private static final List<String> INTERNALS = List.of("Exception", "\tat ", "org.springframework", "dev.errand",
            "SELECT", "java.lang");

    private final RunningServer server;

    Refusals(RunningServer server) {
        this.server = server;
    }

    /** What the ledger holds, and what is left to spend. */
    private record Tally(long issued, long unspent, long rows, long counted) {}

    /** Whom the ledger's row names: the client, and the run where it is known. */
    record Named(String clientId, @Nullable String runId) {}

    /** Sends a spoiled request and demands the row's refusal. */
    Reply demand(Row row, OAuthRequest good, Named named) {
        OAuthRequest spoiled = row.change().apply(good);
        Tally before = tally();
        Reply reply = spoiled.send();
        assertThat(reply.refusal()).isEqualTo(row.refusal());
        if (row.parameter() != null) {
            assertThat(reply.text("parameter")).isEqualTo(row.parameter());
        }
        answersNothingElse(reply, spoiled.secrets());
        Tally after = tally();
        assertThat(after.issued()).as("issuances").isEqualTo(before.issued());
        assertThat(after.unspent()).as("budgets").isEqualTo(before.unspent());
        assertThat(after.rows() - before.rows()).as("rows").isEqualTo(row.leavesRow() ? 1 : 0);
        assertThat(after.counted() - before.counted()).as("count").isEqualTo(row.trace() == Row.Trace.COUNT ? 1 : 0);
        if (row.leavesRow()) {
            String run = row.trace() == Row.Trace.ROW ? named.runId() : null;
            names(newest(), spoiled.path(), reply, new Named(named.clientId(), run));
        }
        return reply;
    }

    /** RFC 6749 §5.2, and nothing in it that was sent or that is the server's own business. */
    static void answersNothingElse(Reply reply, List<String> secrets) {
        assertThat(reply.http().headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(reply.http().headers().firstValue("DPoP-Nonce")).isPresent();
        assertThat(reply.http().headers().firstValue("Content-Type")).contains("application/json");
        assertThat(MEMBERS).containsAll(reply.json().propertyNames());
        // What was asked for may come back as requests to make instead and as the form of what is missing, and nowhere else.
        String rest = without(reply, "requests", "scope_form");
        assertThat(secrets).noneMatch(rest::contains);
        assertThat(secrets).filteredOn(secret -> secret.startsWith("ey")).noneMatch(reply.body()::contains);
        assertThat(INTERNALS).noneMatch(internal -> reply.body().contains(internal));
    }

    private static String without(Reply reply, String... members) {
        return ((ObjectNode) reply.json()).without(List.of(members)).toString();
    }

    private static void names(Map<String, Object> row, String endpoint, Reply reply, Named named) {
        assertThat(row).containsEntry("endpoint", endpoint).containsEntry("agent", named.clientId())
                .containsEntry("error", reply.text("error")).containsEntry("reason", reply.text("reason"))
                .containsEntry("run_id", named.runId());
        assertThat(row.values()).noneMatch(value -> String.valueOf(value).matches("(?s).*[\\r\\n].*"));
    }

    /** The ledger's newest refusal. */
    Map<String, Object> newest() {
        return server.jdbc().sql("""
                SELECT endpoint, agent, run_id, session, subject, tool, scope, error, reason, parameter
                  FROM refusal ORDER BY refusal_id DESC FETCH FIRST 1 ROWS ONLY
                """).query().singleRow();
    }

    /** The alarms of this kind that a run has raised. */
    long alarms(String kind, String runId) {
        return server.jdbc().sql("SELECT COUNT(*) FROM event WHERE kind = ? AND run_id = ? AND alarm = TRUE")
                .params(kind, runId).query(Long.class).single();
    }

    private Tally tally() {
        return server.jdbc().sql("""
                SELECT (SELECT COUNT(*) FROM issuance) AS issued,
                       (SELECT COALESCE(SUM(calls_left), 0) FROM run) AS unspent,
                       (SELECT COUNT(*) FROM refusal) AS written,
                       (SELECT COALESCE(SUM(refused), 0) FROM refusal_count) AS counted
                """).query((row, _) -> new Tally(row.getLong("issued"), row.getLong("unspent"),
                row.getLong("written"), row.getLong("counted"))).single();
    }
}
