package dev.errand.authz.decision;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

import dev.errand.authz.run.BudgetLeft;
import dev.errand.toolscope.Money;

/** The run's budget has the calls and the amounts. The debit itself checks again, as one conditional statement. */
final class BudgetSuffices implements Rule {

    @Override
    public Optional<Decision.Deny> judge(CredentialFacts facts) {
        BudgetLeft left = facts.given().run().left();
        Cost cost = Cost.of(facts);
        if (cost.calls() > left.calls()) {
            return Optional.of(new Decision.Deny(DenyReason.BUDGET_EXCEEDED, "max_calls"));
        }
        return cost.amounts().entrySet().stream().filter(amount -> !suffices(left.totals(), amount)).findFirst()
                .map(amount -> new Decision.Deny(DenyReason.BUDGET_EXCEEDED, amount.getKey().parameter()));
    }

    private static boolean suffices(Map<String, Money> totals, Map.Entry<Cost.Item, BigDecimal> amount) {
        Money left = totals.get(amount.getKey().parameter());
        return left != null && left.currency().equals(amount.getKey().currency())
                && left.amount().compareTo(amount.getValue()) >= 0;
    }
}
