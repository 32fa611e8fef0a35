package dev.errand.authz.admin.usage;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.errand.authz.admin.AdminRoutes;
import dev.errand.authz.admin.JsonAnswer;
import dev.errand.toolscope.json.Parsed;

/** {@code GET /admin/api/v1/usage}: what was granted, what of it was used, and what could be less. */
@RestController
final class UsageController {

    private final UsageReport report;

    UsageController(UsageReport report) {
        this.report = report;
    }

    @GetMapping(AdminRoutes.BASE + "/v1/usage")
    ResponseEntity<Object> usage(@RequestParam(required = false) @Nullable String agent,
            @RequestParam(required = false) @Nullable String scope, @RequestParam(required = false) @Nullable String days,
            @RequestParam(required = false) @Nullable String limit, @RequestParam(required = false) @Nullable String after) {
        return JsonAnswer.list(UsageQuery.read(agent, scope, days, limit, after)
                .then(query -> new Parsed.Value<>(report.page(query))), UsageJson::write);
    }
}
