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
import dev.errand.toolscope.Constraint;
import dev.errand.toolscope.Money;
import dev.errand.toolscope.Narrowing;
import dev.errand.toolscope.NarrowingRequest;

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
        Map<String, Constraint> limits = new LinkedHashMap<>();
        for (Map<String, Constraint> parameters : entry.authority().actions().values()) {
            for (Map.Entry<String, Constraint> parameter : parameters.entrySet()) {
                String field = "limit." + index + "." + parameter.getKey();
                if (parameter.getValue() instanceof Constraint.MoneyLimit(Money max) && form.containsKey(field)) {
                    Optional<Money> lower = Money.parse(form.get(field).strip(), max.currency());
                    if (lower.isEmpty()) {
                        return Optional.empty();
                    }
                    limits.put(parameter.getKey(), new Constraint.MoneyLimit(lower.get()));
                }
            }
        }
        NarrowingRequest request = new NarrowingRequest(entry.authority().scope(), Optional.empty(), Optional.empty(),
                Optional.empty(), limits);
        return entry.authority().narrow(request) instanceof Narrowing.Narrowed(var authority)
                ? Optional.of(new CeilingEntry(authority, entry.pinnedVersion()))
                : Optional.empty();
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
