package dev.errand.authz.admin.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import dev.errand.authz.ledger.run.IssuedCredential;
import dev.errand.authz.ledger.run.IssuedScope;
import dev.errand.authz.ledger.run.RunCall;
import dev.errand.authz.ledger.run.RunMoment;

/** What happened in a run in its JSON form. */
@Component
final class TimelineJson {

    private final JsonMapper json;

    TimelineJson(JsonMapper json) {
        this.json = json;
    }

    Map<String, @Nullable Object> write(RunTimeline timeline) {
        Map<String, @Nullable Object> written = new LinkedHashMap<>();
        written.put("credentials", timeline.credentials().stream().map(this::credential).toList());
        written.put("calls", timeline.calls().stream().map(TimelineJson::call).toList());
        written.put("refusals", moments(timeline, RunMoment.Kind.REFUSAL));
        written.put("run_tokens", moments(timeline, RunMoment.Kind.RUN_TOKEN));
        written.put("events", moments(timeline, RunMoment.Kind.EVENT));
        written.put("cut", timeline.cut());
        return written;
    }

    private Map<String, @Nullable Object> credential(IssuedCredential credential) {
        Map<String, @Nullable Object> written = new LinkedHashMap<>();
        written.put("credential_id", credential.credentialId());
        written.put("tool", credential.tool());
        written.put("scopes", credential.scopes().stream().map(this::scope).toList());
        written.put("issued_at", credential.issuedAt().toString());
        written.put("expires_at", credential.expiresAt().toString());
        written.put("max_uses", credential.maxUses());
        written.put("allowed", credential.allowed());
        return written;
    }

    private Map<String, @Nullable Object> scope(IssuedScope scope) {
        Map<String, @Nullable Object> written = new LinkedHashMap<>();
        written.put("scope", scope.scope());
        written.put("version", scope.version());
        written.put("authorization_details", tree(scope.details()));
        return written;
    }

    /** Details are stored as the JSON text that was granted, and shown as JSON. */
    private @Nullable Object tree(@Nullable String stored) {
        try {
            return stored == null ? null : json.readValue(stored, Object.class);
        } catch (JacksonException ex) {
            return List.of(String.valueOf(stored));
        }
    }

    private static Map<String, @Nullable Object> call(RunCall call) {
        Map<String, @Nullable Object> written = new LinkedHashMap<>();
        written.put("tool", call.tool());
        written.put("execution_id", call.executionId());
        written.put("credential_id", call.credentialId());
        written.put("scope", call.scope());
        written.put("action", call.action());
        written.put("identifier", call.identifier());
        written.put("outcome", call.outcome().word());
        written.put("reason", call.reason());
        written.put("started_at", call.startedAt().toString());
        return written;
    }

    private static List<Map<String, @Nullable Object>> moments(RunTimeline timeline, RunMoment.Kind kind) {
        return timeline.moments().stream().filter(moment -> moment.kind() == kind).map(TimelineJson::moment).toList();
    }

    private static Map<String, @Nullable Object> moment(RunMoment moment) {
        Map<String, @Nullable Object> written = new LinkedHashMap<>();
        written.put("at", moment.at().toString());
        written.put(switch (moment.kind()) {
            case REFUSAL -> "reason";
            case RUN_TOKEN -> "trigger";
            case EVENT -> "kind";
        }, moment.word());
        if (moment.kind() == RunMoment.Kind.REFUSAL) {
            written.put("scope", moment.scope());
            written.put("parameter", moment.detail());
        } else if (moment.kind() == RunMoment.Kind.EVENT) {
            written.put("detail", moment.detail());
            written.put("alarm", moment.alarm());
        }
        return written;
    }
}
