package dev.errand.authz.admin;

import java.util.Map;
import java.util.regex.Pattern;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.errand.authz.run.Runs;

/** {@code POST /admin/api/v1/runs/{run_id}/revoke}: ends a run at once. */
@RestController
final class RunController {

    static final String REVOKE = AdminRoutes.BASE + "/v1/runs/*/revoke";

    private static final Pattern ID = Pattern.compile("[\\x21-\\x7e]{1,128}");

    private final Runs runs;
    private final Administrators administrators;

    RunController(Runs runs, Administrators administrators) {
        this.runs = runs;
        this.administrators = administrators;
    }

    /** Answers whether the run was active until now; asking twice is no error. */
    @PostMapping(AdminRoutes.BASE + "/v1/runs/{runId}/revoke")
    ResponseEntity<Map<String, Object>> revoke(@PathVariable("runId") String runId, Authentication caller) {
        if (!ID.matcher(runId).matches()) {
            Problem problem = Problem.badParameter("run_id");
            return ResponseEntity.status(problem.status()).contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .body(problem.body());
        }
        boolean revoked = runs.revoke(runId, administrators.of(caller).orElseThrow().name(), "admin");
        // The type is said and not negotiated: to refuse the answer's form would be to deny what was done.
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("run_id", runId, "revoked", revoked));
    }
}
