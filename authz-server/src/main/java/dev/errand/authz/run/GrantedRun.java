package dev.errand.authz.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.errand.toolscope.Authority;
import dev.errand.toolscope.Constraint;
import dev.errand.toolscope.Identifiers;
import dev.errand.toolscope.Money;
import dev.errand.toolscope.json.DetailsJson;

/** The granted {@code agent_run} details of a run (RFC 9396 §7): what the user agreed to, not what was asked for. */
public final class GrantedRun {

    private GrantedRun() {}

    /** The details as answered by the token endpoint. */
    public static Map<String, Object> of(Run run) {
        RunTerms terms = run.terms();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("type", "agent_run");
        details.put("purpose", terms.purpose());
        details.put("expires_in", Duration.between(run.openedAt(), terms.deadline()).toSeconds());
        details.put("ceiling", ceiling(terms.ceiling()));
        details.put("budget", Map.of("max_calls", terms.budget().maxCalls(), "totals", totals(terms.budget())));
        return details;
    }

    /** One element per action, in the form of a request: actions of one scope may have limits of their own. */
    private static List<Map<String, Object>> ceiling(List<CeilingEntry> ceiling) {
        List<Map<String, Object>> elements = new ArrayList<>();
        ceiling.forEach(entry -> entry.authority().actions()
                .forEach((action, parameters) -> elements.add(element(entry, action, parameters))));
        return elements;
    }

    private static Map<String, Object> element(CeilingEntry entry, String action, Map<String, Constraint> parameters) {
        Authority authority = entry.authority();
        Map<String, Object> element = new LinkedHashMap<>();
        element.put("scope", authority.scope().value());
        element.put("version", entry.pinnedVersion());
        element.put("locations", List.of(authority.tool()));
        element.put("actions", List.of(action));
        authority.identifier().ifPresent(identifier -> {
            switch (identifier) {
                case Identifiers.Exactly(String value) -> element.put("identifier", value);
                case Identifiers.Matching(String pattern) -> element.put("identifier_pattern", pattern);
                case Identifiers.SameAs(var fact) -> element.put("identifier_session", fact.word());
            }
        });
        Map<String, Object> limits = new LinkedHashMap<>();
        parameters.forEach((parameter, constraint) -> {
            if (!(constraint instanceof Constraint.Free)) {
                limits.put(parameter, DetailsJson.write(constraint));
            }
        });
        element.put("limits", limits);
        return element;
    }

    private static Map<String, Object> totals(Budget budget) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (Map.Entry<String, Money> total : budget.totals().entrySet()) {
            members.put(total.getKey(), DetailsJson.write(total.getValue()));
        }
        return members;
    }
}
