package dev.errand.authz.admin.run;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.errand.authz.admin.AdminRoutes;
import dev.errand.authz.admin.PathName;
import dev.errand.authz.run.GrantedRun;
import dev.errand.authz.run.list.ListedRun;
import dev.errand.toolscope.Money;

/** Runs in their JSON form. */
final class RunJson {

    private RunJson() {}

    static Map<String, @Nullable Object> item(ListedRun run) {
        Map<String, @Nullable Object> item = new LinkedHashMap<>();
        item.put("run_id", run.runId());
        item.put("href", href(run.runId()));
        item.put("state", run.state().word());
        item.put("end_reason", run.endReason());
        item.put("agent", run.clientId());
        item.put("subject", run.subject());
        item.put("session", run.sid());
        item.put("purpose", run.purpose());
        item.put("opened_at", run.openedAt().toString());
        item.put("deadline", run.deadline().toString());
        item.put("ended_at", time(run.endedAt()));
        item.put("budget", budget(run));
        return item;
    }

    static String href(String runId) {
        return AdminRoutes.BASE + "/v1/runs/" + PathName.of(runId);
    }

    private static Map<String, Object> budget(ListedRun run) {
        Map<String, Object> totals = new LinkedHashMap<>();
        run.budget().totals().forEach((parameter, max) -> {
            Money left = run.left().totals().getOrDefault(parameter, max);
            totals.put(parameter, Map.of("max", max.amountText(), "left", left.amountText(), "currency", max.currency()));
        });
        return Map.of("max_calls", run.budget().maxCalls(), "calls_left", run.left().calls(), "totals", totals);
    }

    static Map<String, @Nullable Object> one(RunReport report, Map<String, @Nullable Object> timeline) {
        Map<String, @Nullable Object> one = item(report.listed());
        one.put("parent_run_id", report.run().parent().orElse(null));
        one.put("children", report.children());
        one.put("consent_id", report.run().consentId());
        one.put("jkt", report.run().jkt());
        one.put("authorization_details", List.of(GrantedRun.of(report.run())));
        one.put("timeline", timeline);
        return one;
    }

    static @Nullable String time(@Nullable Instant at) {
        return at == null ? null : at.toString();
    }
}
