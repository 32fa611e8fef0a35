package dev.errand.authz.admin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import dev.errand.authz.ledger.CallHistory;
import dev.errand.authz.ledger.IssuanceEntry;
import dev.errand.authz.ledger.ToolCallEntry;

/** The join in its JSON form; times are RFC 3339, absent values are {@code null}. */
@Component
final class CallHistoryJson {

    private final JsonMapper json;

    CallHistoryJson(JsonMapper json) {
        this.json = json;
    }

    Map<String, Object> write(CallHistory history) {
        return Map.of("calls", history.calls().stream().map(this::row).toList(), "unreported",
                history.unreported().stream().map(this::issuance).toList());
    }

    private Map<String, @Nullable Object> row(CallHistory.Row row) {
        Map<String, @Nullable Object> written = call(row.call());
        written.put("issuance", row.issuance() == null ? null : issuance(row.issuance()));
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

    private Map<String, @Nullable Object> issuance(IssuanceEntry issuance) {
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
