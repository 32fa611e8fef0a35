package dev.errand.authz.admin.ledger;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import dev.errand.authz.ledger.CallHistory;
import dev.errand.authz.ledger.EventEntry;
import dev.errand.authz.ledger.IssuanceEntry;
import dev.errand.authz.ledger.RefusalEntry;
import dev.errand.authz.ledger.ToolCallEntry;
import dev.errand.authz.ledger.search.RecordedCall;

/** The ledger's rows in their JSON form; times are RFC 3339, absent values are {@code null}. */
@Component
final class LedgerJson {

    private final JsonMapper json;

    LedgerJson(JsonMapper json) {
        this.json = json;
    }

    /** All that a run or a credential did, as one answer. */
    Map<String, Object> write(CallHistory history) {
        return Map.of("calls",
                history.calls().stream().map(row -> joined(call(row.call()), row.issuance())).toList(), "unreported",
                history.unreported().stream().map(this::issuance).toList());
    }

    /** One row for each scope of the call's credential, and one for a call without. */
    List<LedgerRow> call(Instant recordedAt, RecordedCall recorded) {
        List<IssuanceEntry> issuances = recorded.issuances();
        return issuances.isEmpty()
                ? List.of(new LedgerRow(joined(call(recordedAt, recorded.call()), null)))
                : issuances.stream().map(one -> new LedgerRow(joined(call(recordedAt, recorded.call()), one))).toList();
    }

    private Map<String, @Nullable Object> joined(Map<String, @Nullable Object> call, @Nullable IssuanceEntry issuance) {
        call.put("issuance", issuance == null ? null : issuance(issuance));
        return call;
    }

    private static Map<String, @Nullable Object> call(Instant recordedAt, ToolCallEntry call) {
        Map<String, @Nullable Object> written = new LinkedHashMap<>();
        written.put("recorded_at", recordedAt.toString());
        written.putAll(call(call));
        return written;
    }

    private static Map<String, @Nullable Object> call(ToolCallEntry call) {
        Map<String, @Nullable Object> written = new LinkedHashMap<>();
        written.put("tool", call.tool());
        written.put("execution_id", call.executionId());
        written.put("credential_id", call.credentialId());
        written.put("run_id", call.runId());
        written.put("scope", call.scope());
        written.put("action", call.action());
        written.put("identifier", call.identifier());
        written.put("parameter_digest", call.parameterDigest());
        written.put("outcome", call.outcome().word());
        written.put("reason", call.reason());
        written.put("started_at", call.startedAt().toString());
        written.put("ended_at", call.endedAt().toString());
        return written;
    }

    Map<String, @Nullable Object> issuance(IssuanceEntry issuance) {
        Map<String, @Nullable Object> written = new LinkedHashMap<>();
        written.put("credential_id", issuance.credentialId());
        written.put("kind", issuance.kind());
        written.put("issuer", issuance.issuer());
        written.put("kid", issuance.kid());
        written.put("run_id", issuance.runId());
        written.put("session", issuance.session());
        written.put("subject", issuance.subject());
        written.put("agent", issuance.agent());
        written.put("actor", issuance.actor());
        written.put("tool", issuance.tool());
        written.put("scope", issuance.scope());
        written.put("scope_version_pinned", issuance.versionPinned());
        written.put("scope_version_active", issuance.versionActive());
        written.put("composition", composition(issuance));
        written.put("authorization_details", tree(issuance.authorizationDetails()));
        written.put("max_uses", issuance.maxUses());
        written.put("jkt", issuance.jkt());
        written.put("consent_id", issuance.consentId());
        written.put("issued_at", issuance.issuedAt().toString());
        written.put("expires_at", issuance.expiresAt().toString());
        written.put("decision", issuance.decision());
        written.put("policy_version", issuance.policyVersion());
        written.put("trigger", issuance.trigger());
        written.put("request_id", issuance.requestId());
        return written;
    }

    private static @Nullable Map<String, Object> composition(IssuanceEntry issuance) {
        IssuanceEntry.CompositionUsed used = issuance.composition();
        return used == null ? null : Map.of("name", used.name(), "version", used.version());
    }

    static Map<String, @Nullable Object> refusal(RefusalEntry refusal) {
        Map<String, @Nullable Object> written = new LinkedHashMap<>();
        written.put("at", refusal.at().toString());
        written.put("endpoint", refusal.endpoint());
        written.put("agent", refusal.agent());
        written.put("run_id", refusal.runId());
        written.put("session", refusal.session());
        written.put("subject", refusal.subject());
        written.put("tool", refusal.tool());
        written.put("scope", refusal.scope());
        written.put("jkt", refusal.jkt());
        written.put("error", refusal.error());
        written.put("reason", refusal.reason());
        written.put("parameter", refusal.parameter());
        written.put("request_id", refusal.requestId());
        return written;
    }

    static Map<String, @Nullable Object> event(EventEntry event) {
        Map<String, @Nullable Object> written = new LinkedHashMap<>();
        written.put("at", event.at().toString());
        written.put("kind", event.kind());
        written.put("alarm", event.alarm());
        written.put("run_id", event.runId());
        written.put("session", event.session());
        written.put("subject", event.subject());
        written.put("agent", event.agent());
        written.put("detail", event.detail());
        return written;
    }

    /** Details are stored as the JSON text that was granted, and shown as JSON. */
    private @Nullable Object tree(@Nullable String stored) {
        if (stored == null) {
            return null;
        }
        try {
            return json.readValue(stored, Object.class);
        } catch (JacksonException ex) {
            return List.of(stored);
        }
    }
}
