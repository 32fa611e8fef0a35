package dev.errand.authz.authorize;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.errand.authz.run.Budget;
import dev.errand.authz.run.CeilingEntry;
import dev.errand.authz.run.RunTerms;
import dev.errand.toolscope.Authority;
import dev.errand.toolscope.Constraint;
import dev.errand.toolscope.Coverage;
import dev.errand.toolscope.Money;

/**
 * What the user made of a request on the consent page: scopes struck, limits lowered. The form can only take away;
 * anything in it that would add is a malformed form, whoever wrote it there.
 */
final class ConsentEdits {

    private final Map<String, String> form;

    ConsentEdits(Map<String, String> form) {
        this.form = Map.copyOf(form);
    }

    /** The terms as the user wants them; empty if the form strikes everything or widens anything. */
    Optional<RunTerms> apply(RunTerms requested, Instant deadline) {
        List<CeilingEntry> kept = new ArrayList<>();
        for (int i = 0; i < requested.ceiling().size(); i++) {
            if (form.containsKey("scope." + i)) {
                Optional<CeilingEntry> entry = lowered(i, requested.ceiling().get(i));
                if (entry.isEmpty()) {
                    return Optional.empty();
                }
                kept.add(entry.get());
            }
        }
        Optional<Budget> budget = budget(requested.budget());
        return kept.isEmpty()
                ? Optional.empty()
                : budget.map(lowered -> new RunTerms(requested.purpose(), kept, lowered, deadline));
    }

    private Optional<CeilingEntry> lowered(int index, CeilingEntry entry) {
        Map<String, Map<String, Constraint>> actions = new LinkedHashMap<>();
        for (Map.Entry<String, Map<String, Constraint>> action : entry.authority().actions().entrySet()) {
            Map<String, Constraint> parameters = new LinkedHashMap<>();
            for (Map.Entry<String, Constraint> parameter : action.getValue().entrySet()) {
                String field = ConsentView.limitField(index, action.getKey(), parameter.getKey());
                Optional<Constraint> lower = lowered(field, parameter.getValue());
                if (lower.isEmpty()) {
                    return Optional.empty();
                }
                parameters.put(parameter.getKey(), lower.get());
            }
            actions.put(action.getKey(), parameters);
        }
        Authority asked = entry.authority();
        Authority lowered = new Authority(asked.scope(), asked.tool(), asked.identifier(), actions);
        return asked.covers(lowered) instanceof Coverage.Covered
                ? Optional.of(new CeilingEntry(lowered, entry.pinnedVersion()))
                : Optional.empty();
    }

    private Optional<Constraint> lowered(String field, Constraint asked) {
        if (asked instanceof Constraint.MoneyLimit(Money max) && form.containsKey(field)) {
            return Money.parse(form.get(field).strip(), max.currency()).map(Constraint.MoneyLimit::new);
        }
        return Optional.of(asked);
    }

    private Optional<Budget> budget(Budget requested) {
        Map<String, Money> totals = new LinkedHashMap<>();
        for (Map.Entry<String, Money> total : requested.totals().entrySet()) {
            Optional<Money> lower = Money.parse(
                    form.getOrDefault("total." + total.getKey(), total.getValue().amountText()).strip(),
                    total.getValue().currency());
            if (lower.isEmpty() || lower.get().amount().compareTo(total.getValue().amount()) > 0) {
                return Optional.empty();
            }
            totals.put(total.getKey(), lower.get());
        }
        return Optional.of(new Budget(requested.maxCalls(), totals));
    }
}
