package dev.errand.toolscope.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The wire form of reports and of the ledger's answer. */
final class ReportJson {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ReportJson() {}

    static byte[] write(List<CallReport> reports) {
        ArrayNode array = JSON.createArrayNode();
        reports.forEach(report -> write(array.addObject(), report));
        return JSON.writeValueAsBytes(array);
    }

    private static void write(ObjectNode item, CallReport report) {
        CallSubject subject = report.subject();
        item.put("execution_id", report.executionId());
        item.put("credential_id", subject.credentialId());
        item.put("run_id", subject.runId());
        item.put("scope", subject.scope());
        item.put("action", subject.action());
        item.put("identifier", subject.identifier());
        item.put("parameter_digest", subject.parameterDigest());
        item.put("outcome", report.outcome().word());
        item.put("reason", report.reason());
        item.put("started_at", report.startedAt().toString());
        item.put("ended_at", report.endedAt().toString());
    }

    /** Status by execution id; what is not an answer of the agreed form says nothing, and its reports are sent again. */
    static Map<String, ReportStatus> statuses(byte[] answer) {
        Map<String, ReportStatus> statuses = new HashMap<>();
        for (JsonNode item : parse(answer)) {
            statuses.put(item.path("execution_id").asString(""),
                    ReportStatus.of(item.path("status").asString(""), item.path("problem").asString("")));
        }
        return statuses;
    }

    private static JsonNode parse(byte[] answer) {
        try {
            return JSON.readTree(answer);
        } catch (JacksonException e) {
            return JSON.createArrayNode();
        }
    }
}
