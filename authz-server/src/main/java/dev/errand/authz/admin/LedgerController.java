package dev.errand.authz.admin;

import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.errand.authz.ledger.CallQuery;
import dev.errand.authz.ledger.Ledger;

/** {@code GET /admin/api/v1/ledger/calls}: under what authority did the agent act? */
@RestController
final class LedgerController {

    static final String PATH = AdminRoutes.BASE + "/v1/ledger/calls";

    private static final Pattern ID = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private final Ledger ledger;
    private final CallHistoryJson json;

    LedgerController(Ledger ledger, CallHistoryJson json) {
        this.ledger = ledger;
        this.json = json;
    }

    @GetMapping(PATH)
    ResponseEntity<Map<String, Object>> calls(@RequestParam(name = "run_id", required = false) @Nullable String runId,
            @RequestParam(name = "credential_id", required = false) @Nullable String credentialId) {
        if (!isId(runId)) {
            return problem("run_id");
        }
        if (!isId(credentialId)) {
            return problem("credential_id");
        }
        return ResponseEntity.ok(json.write(ledger.calls(new CallQuery(runId, credentialId))));
    }

    private static boolean isId(@Nullable String value) {
        return value == null || ID.matcher(value).matches();
    }

    private static ResponseEntity<Map<String, Object>> problem(String parameter) {
        Problem problem = Problem.badParameter(parameter);
        return ResponseEntity.status(problem.status()).contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem.body());
    }
}
