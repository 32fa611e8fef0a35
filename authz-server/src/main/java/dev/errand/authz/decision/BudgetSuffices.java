package dev.errand.authz.decision;

import java.util.Map;
import java.util.Optional;

import dev.errand.authz.run.BudgetLeft;
import dev.errand.authz.run.Debit;
import dev.errand.toolscope.Money;

/** The run's budget has the calls and the amounts. The debit itself checks again, as one conditional statement. */
final class BudgetSuffices implements Rule {

    @Override
    public Optional<Decision.Deny> judge(CredentialFacts facts) {
        BudgetLeft left = facts.given().run().left();
        Debit debit = Cost.of(facts);
        if (debit.calls() > left.calls()) {
            return Optional.of(new Decision.Deny(DenyReason.BUDGET_EXCEEDED, "max_calls"));
        }
        return debit.amounts().entrySet().stream().filter(amount -> !suffices(left.totals(), amount)).findFirst()
                .map(amount -> new Decision.Deny(DenyReason.BUDGET_EXCEEDED, amount.getKey()));
    }

    private static boolean suffices(Map<String, Money> totals, Map.Entry<String, Money> amount) {
        Money left = totals.get(amount.getKey());
        return left != null && left.currency().equals(amount.getValue().currency())
                && left.amount().compareTo(amount.getValue().amount()) >= 0;
    }
}
