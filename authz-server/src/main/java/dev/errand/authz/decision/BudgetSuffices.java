package dev.errand.authz.decision;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import dev.errand.authz.run.BudgetLeft;
import dev.errand.toolscope.Money;

/** The run's budget has the calls and the amounts. The debit itself checks again, as one conditional statement. */
final class BudgetSuffices implements CredentialRule {

    @Override
    public String word() {
        return "budget_suffices";
    }

    @Override
    public Optional<Decision.Deny> judge(CredentialFacts facts) {
        BudgetLeft left = facts.given().mandate().left();
        Cost cost = Cost.of(facts);
        if (cost.calls() > left.calls()) {
            return Optional.of(new Decision.Deny(DenyReason.BUDGET_EXCEEDED, "max_calls"));
        }
        return cost.amounts().entrySet().stream().filter(amount -> !suffices(left.totals(), amount)).findFirst()
                .map(amount -> new Decision.Deny(DenyReason.BUDGET_EXCEEDED, amount.getKey().parameter()));
    }

    @Override
    public List<Sight> saw(CredentialFacts facts) {
        BudgetLeft left = facts.given().mandate().left();
        Cost cost = Cost.of(facts);
        Stream<Sight> amounts = cost.amounts().entrySet().stream().flatMap(amount -> Stream.of(
                new Sight("amount_needed", amount.getKey().parameter() + " "
                        + Words.of(amount.getValue(), amount.getKey().currency())),
                Sight.of("amount_left", Optional.ofNullable(left.totals().get(amount.getKey().parameter()))
                        .map(total -> amount.getKey().parameter() + " " + Words.of(total.amount(), total.currency())))));
        return Stream.concat(Stream.of(new Sight("calls_needed", String.valueOf(cost.calls())),
                new Sight("calls_left", String.valueOf(left.calls()))), amounts).toList();
    }

    private static boolean suffices(Map<String, Money> totals, Map.Entry<Cost.Item, BigDecimal> amount) {
        Money left = totals.get(amount.getKey().parameter());
        return left != null && left.currency().equals(amount.getKey().currency())
                && left.amount().compareTo(amount.getValue()) >= 0;
    }
}
