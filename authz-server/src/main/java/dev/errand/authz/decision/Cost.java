package dev.errand.authz.decision;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import dev.errand.authz.run.Debit;
import dev.errand.toolscope.Authority;
import dev.errand.toolscope.Constraint;
import dev.errand.toolscope.Money;

/**
 * What a credential costs its run: its uses, and uses × limit of every amount that it may move. Any of its scopes may
 * be the one that is called, every time; what several of them may move of one parameter in one currency is added.
 *
 * @param calls the uses
 * @param amounts how much of which parameter
 */
record Cost(int calls, Map<Item, BigDecimal> amounts) {

    /** What totals are kept of. */
    record Item(String parameter, String currency) {}

    static Cost of(CredentialFacts facts) {
        int uses = facts.uses();
        Map<Item, BigDecimal> amounts = new LinkedHashMap<>();
        facts.scopes().stream().flatMap(scope -> scope.drawn().stream()).map(ScopeFacts.Drawn::granted)
                .map(Authority::actions).map(Map::values).flatMap(Collection::stream)
                .forEach(parameters -> parameters.forEach((parameter, constraint) -> {
                    if (constraint instanceof Constraint.MoneyLimit(Money max)) {
                        amounts.merge(new Item(parameter, max.currency()),
                                max.amount().multiply(BigDecimal.valueOf(uses)), BigDecimal::add);
                    }
                }));
        return new Cost(uses, amounts);
    }

    /** The debit, for a budget that has all of it, and so each parameter in one currency. */
    Debit debit() {
        return new Debit(calls, amounts.entrySet().stream().collect(Collectors.toMap(
                amount -> amount.getKey().parameter(), amount -> new Money(amount.getValue(), amount.getKey().currency()))));
    }
}
