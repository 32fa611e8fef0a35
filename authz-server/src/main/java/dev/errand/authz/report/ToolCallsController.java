package dev.errand.authz.report;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

import dev.errand.authz.ledger.Ledger;
import dev.errand.authz.ledger.RefusalEntry;
import dev.errand.authz.ledger.ToolCallEntry;
import dev.errand.authz.ledger.ToolCallReceipt;
import dev.errand.dpop.firstuse.FirstUseUnavailable;
import dev.errand.dpop.nonce.DPoPNonces;
import dev.errand.toolscope.json.Parsed;

/**
 * {@code POST /ledger/tool-calls}: an authenticated tool reports its calls, and hears of each what became of the
 * report. A store that is down answers 503 to the whole; what was recorded before is then a duplicate the next time.
 */
@RestController
final class ToolCallsController {

    static final String PATH = "/ledger/tool-calls";

    private static final String RETRY_SECONDS = "5";

    private final ToolAuthentication authentication;
    private final Ledger ledger;
    private final DPoPNonces nonces;
    private final InstantSource clock;

    ToolCallsController(ToolAuthentication authentication, Ledger ledger, DPoPNonces nonces, InstantSource clock) {
        this.authentication = authentication;
        this.ledger = ledger;
        this.nonces = nonces;
        this.clock = clock;
    }

    @PostMapping(PATH)
    ResponseEntity<Object> report(HttpServletRequest request) throws IOException {
        return switch (authentication.authenticate(request)) {
            case ToolCheck.Authenticated(String tool) -> record(tool, request);
            case ToolCheck.Refused(ReportRefusal refusal) -> refuse(refusal);
        };
    }

    private ResponseEntity<Object> record(String tool, HttpServletRequest request) throws IOException {
        return switch (ReportBody.read(request)) {
            case ReportBody.Items(List<JsonNode> items) -> answer(200).body(record(tool, items));
            case ReportBody.Unreadable(int status, String reason) ->
                refuse(ReportRefusal.request(status, reason, tool));
        };
    }

    private List<Map<String, Object>> record(String tool, List<JsonNode> items) {
        List<Map<String, Object>> receipts = new ArrayList<>();
        for (JsonNode item : items) {
            ToolCallReceipt receipt = switch (ToolCallItem.read(item, "[" + receipts.size() + "]", tool)) {
                case Parsed.Value<ToolCallEntry>(ToolCallEntry call) -> ledger.toolCall(call);
                case Parsed.Malformed<ToolCallEntry>(String member, String problem) -> {
                    note(ReportRefusal.request(200, "report_malformed", tool), member);
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

    private ResponseEntity<Object> refuse(ReportRefusal refusal) {
        if (!refusal.error().equals("use_dpop_nonce")) {
            note(refusal, null);
        }
        ResponseEntity.BodyBuilder answer = answer(refusal.status());
        if (refusal.status() == 401) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, "DPoP error=\"%s\", error_description=\"%s\", algs=\"ES256\""
                    .formatted(refusal.error(), refusal.description()));
        }
        return answer.body(Map.of("error", refusal.error(), "error_description", refusal.description(), "reason",
                refusal.reason()));
    }

    /** Every answer brings the nonce for the next request (RFC 9449 §8.2). */
    private ResponseEntity.BodyBuilder answer(int status) {
        return ResponseEntity.status(status).contentType(MediaType.APPLICATION_JSON)
                .header("DPoP-Nonce", nonces.issue()).header(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    private void note(ReportRefusal refusal, @Nullable String member) {
        ledger.refusal(new RefusalEntry(clock.instant(), PATH, null, null, null, null, refusal.tool(), null, null,
                refusal.error(), refusal.reason(), member, ""));
    }

    @ExceptionHandler({DataAccessException.class, TransactionException.class, FirstUseUnavailable.class})
    ResponseEntity<Object> unavailable() {
        return answer(503).header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                .body(Map.of("error", "temporarily_unavailable", "reason", "store_unavailable"));
    }
}
