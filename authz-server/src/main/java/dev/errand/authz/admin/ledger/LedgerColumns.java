package dev.errand.authz.admin.ledger;

import java.util.List;
import java.util.stream.Stream;

import dev.errand.authz.ledger.search.LedgerList;

/** The columns of a list in a table: the paths of its rows' members. */
final class LedgerColumns {

    private static final List<String> ISSUANCE = List.of("credential_id", "kind", "issuer", "kid", "run_id", "session",
            "subject", "agent", "actor", "tool", "scope", "scope_version_pinned", "scope_version_active", "composition.name",
            "composition.version", "authorization_details", "max_uses", "jkt", "consent_id", "issued_at", "expires_at",
            "decision", "policy_version", "trigger", "request_id");
    private static final List<String> CALL = Stream.concat(
            Stream.of("recorded_at", "tool", "execution_id", "credential_id", "run_id", "scope", "action", "identifier",
                    "parameter_digest", "outcome", "reason", "started_at", "ended_at"),
            ISSUANCE.stream().map(column -> "issuance." + column)).toList();
    private static final List<String> REFUSAL = List.of("at", "endpoint", "agent", "run_id", "session", "subject", "tool",
            "scope", "jkt", "error", "reason", "parameter", "request_id");
    private static final List<String> EVENT = List.of("at", "kind", "alarm", "run_id", "session", "subject", "agent",
            "detail");

    private LedgerColumns() {}

    static List<String> of(LedgerList list) {
        return switch (list) {
            case CALLS -> CALL;
            case ISSUANCES, UNREPORTED -> ISSUANCE;
            case REFUSALS -> REFUSAL;
            case EVENTS -> EVENT;
        };
    }
}
