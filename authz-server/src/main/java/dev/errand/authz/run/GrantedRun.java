package dev.errand.authz.run;

import dev.errand.toolscope.Money;
import dev.errand.toolscope.json.DetailsJson;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The granted {@code agent_run} details of a run (RFC 9396 §7): what the user agreed to, not what was asked for. */
public final class GrantedRun {

    private GrantedRun() {
    }

    /** The details as answered by the token endpoint. */
    public static Map<String, Object> of(Run run) {
        RunTerms terms = run.terms();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("type", "agent_run");
        details.put("purpose", terms.purpose());
        details.put("expires_in", Duration.between(run.openedAt(), terms.deadline()).toSeconds());
        details.put("ceiling", ceiling(terms.ceiling()));
        details.put("budget", Map.of("max_calls", terms.budget().maxCalls(), "totals", moneys(terms.budget().totals())));
        return details;
    }

    private static List<Map<String, Object>> ceiling(List<CeilingEntry> ceiling) {
        return ceiling.stream().map(entry -> {
            Map<String, Object> element = new LinkedHashMap<>(
                    DetailsJson.granted(entry.authority(), entry.pinnedVersion()));
            element.remove("type");
            return element;
        }).toList();
    }

    private static Map<String, Object> moneys(Map<String, Money> totals) {
        Map<String, Object> members = new LinkedHashMap<>();
        totals.forEach((parameter, total) -> members.put(parameter,
                Map.of("max", total.amountText(), "currency", total.currency())));
        return members;
    }
}
