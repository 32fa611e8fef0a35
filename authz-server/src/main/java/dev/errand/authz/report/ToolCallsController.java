package dev.errand.authz.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

import dev.errand.authz.ledger.Ledger;
import dev.errand.authz.ledger.ToolCallEntry;
import dev.errand.authz.ledger.ToolCallReceipt;
import dev.errand.authz.tool.ToolAnswers;
import dev.errand.authz.tool.ToolAuthentication;
import dev.errand.authz.tool.ToolCheck;
import dev.errand.authz.tool.ToolRefusal;
import dev.errand.dpop.firstuse.FirstUseUnavailable;
import dev.errand.toolscope.json.Parsed;

/**
 * {@code POST /ledger/tool-calls}: an authenticated tool reports its calls, and hears of each what became of the
 * report. A store that is down answers 503 to the whole; what was recorded before is then a duplicate the next time.
 */
@RestController
final class ToolCallsController {

    static final String PATH = "/ledger/tool-calls";

    private final ToolAuthentication authentication;
    private final Ledger ledger;
    private final ToolAnswers answers;

    ToolCallsController(ToolAuthentication authentication, Ledger ledger, ToolAnswers answers) {
        this.authentication = authentication;
        this.ledger = ledger;
        this.answers = answers;
    }

    @PostMapping(PATH)
    ResponseEntity<Object> report(HttpServletRequest request) throws IOException {
        return switch (authentication.authenticate(request, PATH)) {
            case ToolCheck.Authenticated(String tool, _) -> record(tool, request);
            case ToolCheck.Refused(ToolRefusal refusal) -> answers.refuse(PATH, refusal);
        };
    }

    private ResponseEntity<Object> record(String tool, HttpServletRequest request) throws IOException {
        return switch (ReportBody.read(request)) {
            case ReportBody.Items(List<JsonNode> items) -> answers.answer(200).body(record(tool, items));
            case ReportBody.Unreadable(int status, String reason) ->
                answers.refuse(PATH, ToolRefusal.request(status, reason, tool));
        };
    }

    private List<Map<String, Object>> record(String tool, List<JsonNode> items) {
        List<Map<String, Object>> receipts = new ArrayList<>();
        for (JsonNode item : items) {
            ToolCallReceipt receipt = switch (ToolCallItem.read(item, "[" + receipts.size() + "]", tool)) {
                case Parsed.Value<ToolCallEntry>(ToolCallEntry call) -> ledger.toolCall(call);
                case Parsed.Malformed<ToolCallEntry>(String member, String problem) -> {
                    answers.note(PATH, ToolRefusal.request(200, "report_malformed", tool), member);
                    yield ToolCallReceipt.refused(member + " " + problem);
                }
            };
            receipts.add(receipt(ToolCallItem.executionId(item), receipt));
        }
        return receipts;
    }

    private static Map<String, Object> receipt(@Nullable String executionId, ToolCallReceipt receipt) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("execution_id", executionId == null ? "" : executionId);
        answer.put("status", receipt.status().word());
        if (receipt.problem() != null) {
            answer.put("problem", receipt.problem());
        }
        return answer;
    }

    @ExceptionHandler({DataAccessException.class, TransactionException.class, FirstUseUnavailable.class})
    ResponseEntity<Object> unavailable() {
        return answers.unavailable();
    }
}
