package dev.errand.authz.decision;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.errand.authz.run.Debit;
import dev.errand.toolscope.Authority;
import dev.errand.toolscope.Constraint;
import dev.errand.toolscope.Money;
import dev.errand.toolscope.ToolScope;

/** What a credential costs its run: its uses, and uses × limit of every amount that it may move. */
final class Cost {

    private Cost() {}

    static Debit of(CredentialFacts facts) {
        int uses = uses(facts);
        Map<String, Money> amounts = new LinkedHashMap<>();
        facts.drawn().map(CredentialFacts.Drawn::granted).map(Authority::actions).orElse(Map.of()).values()
                .forEach(parameters -> parameters.forEach((parameter, constraint) -> {
                    if (constraint instanceof Constraint.MoneyLimit(Money max)) {
                        amounts.put(parameter, times(max, uses));
                    }
                }));
        return new Debit(uses, amounts);
    }

    /** Never more than the user consented to, nor more than is registered now. */
    static int uses(CredentialFacts facts) {
        return facts.versions().mapToInt(ToolScope::maxUses).min().orElse(1);
    }

    private static Money times(Money max, int uses) {
        return new Money(max.amount().multiply(BigDecimal.valueOf(uses)), max.currency());
    }
}
