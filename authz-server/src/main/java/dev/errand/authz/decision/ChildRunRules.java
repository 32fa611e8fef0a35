package dev.errand.authz.decision;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.errand.authz.run.AgentRunRequest;
import dev.errand.authz.run.Budget;
import dev.errand.authz.run.BudgetLeft;
import dev.errand.authz.run.Budgets;
import dev.errand.authz.run.CeilingEntry;
import dev.errand.authz.run.Run;
import dev.errand.authz.run.RunTerms;
import dev.errand.toolscope.Money;
import dev.errand.toolscope.Narrowing;
import dev.errand.toolscope.NarrowingRequest;
import dev.errand.toolscope.Violation;

/**
 * What a run out of another one comes to: each element of its ceiling lies inside one of the parent's and pins the same
 * version, its budget is what the parent can spare, and it ends no later. The registry is not asked: every credential
 * of the child is judged by it.
 */
final class ChildRunRules {

    private ChildRunRules() {}

    sealed interface Verdict {}

    record Allowed(RunTerms terms) implements Verdict {}

    record Forbidden(Decision.Deny denial) implements Verdict {}

    static Verdict judge(Facts.ForChildRun facts) {
        Optional<Decision.Deny> denial = branches(facts.parent(), facts.branching());
        return denial.isPresent() ? new Forbidden(denial.get()) : ceiling(facts);
    }

    private static Optional<Decision.Deny> branches(Run parent, Facts.Branching branching) {
        if (parent.lineage().size() > branching.limits().maxDepth()) {
            return Optional.of(new Decision.Deny(DenyReason.CHILD_TOO_DEEP, null));
        }
        return branching.liveChildren() >= branching.limits().maxChildren()
                ? Optional.of(new Decision.Deny(DenyReason.TOO_MANY_CHILDREN, null))
                : Optional.empty();
    }

    private static Verdict ceiling(Facts.ForChildRun facts) {
        List<CeilingEntry> ceiling = new ArrayList<>();
        for (NarrowingRequest element : facts.asked().ceiling()) {
            List<CeilingEntry> entries = facts.parent().terms().ceiling().stream()
                    .filter(entry -> entry.authority().scope().equals(element.scope())).toList();
            if (entries.isEmpty()) {
                return forbidden(DenyReason.SCOPE_OUTSIDE_CEILING, "ceiling");
            }
            Optional<CeilingEntry> narrowed = entries.stream().flatMap(entry -> narrowed(entry, element)).findFirst();
            if (narrowed.isEmpty()) {
                return forbidden(DenyReason.WIDER_THAN_CEILING, violated(entries.getFirst(), element));
            }
            ceiling.add(narrowed.get());
        }
        return budget(facts, ceiling);
    }

    private static Stream<CeilingEntry> narrowed(CeilingEntry entry, NarrowingRequest element) {
        return entry.authority().narrow(element) instanceof Narrowing.Narrowed narrowed
                ? Stream.of(new CeilingEntry(narrowed.authority(), entry.pinnedVersion()))
                : Stream.empty();
    }

    private static String violated(CeilingEntry entry, NarrowingRequest element) {
        return entry.authority().narrow(element) instanceof Narrowing.Refused(Violation violation)
                ? violation.parameter()
                : "ceiling";
    }

    /** No default is looked up: how much to give away is for the parent to say. */
    private static Verdict budget(Facts.ForChildRun facts, List<CeilingEntry> ceiling) {
        if (facts.asked().budget().isEmpty()) {
            return forbidden(DenyReason.BUDGET_MISSING, "budget");
        }
        Budget budget = facts.asked().budget().get();
        Optional<String> unbudgeted = Budgets.unbudgeted(budget, ceiling);
        if (unbudgeted.isPresent()) {
            return forbidden(DenyReason.BUDGET_MISSING, unbudgeted.get());
        }
        if (Budgets.undrawn(budget, ceiling).isPresent()) {
            return forbidden(DenyReason.BUDGET_WITHOUT_LIMIT, "budget.totals");
        }
        return beyond(budget, facts.parent().left())
                .<Verdict>map(parameter -> forbidden(DenyReason.BUDGET_EXCEEDED, parameter))
                .orElseGet(() -> new Allowed(terms(facts, ceiling, budget)));
    }

    /** What the parent has less of. */
    private static Optional<String> beyond(Budget budget, BudgetLeft left) {
        if (budget.maxCalls() > left.calls()) {
            return Optional.of("max_calls");
        }
        return budget.totals().entrySet().stream().filter(total -> !suffices(left.totals().get(total.getKey()), total))
                .map(Map.Entry::getKey).findFirst();
    }

    private static boolean suffices(@Nullable Money left, Map.Entry<String, Money> total) {
        return left != null && left.currency().equals(total.getValue().currency())
                && left.amount().compareTo(total.getValue().amount()) >= 0;
    }

    private static RunTerms terms(Facts.ForChildRun facts, List<CeilingEntry> ceiling, Budget budget) {
        AgentRunRequest asked = facts.asked();
        Instant wished = facts.now().plus(asked.lifetime()).truncatedTo(ChronoUnit.SECONDS);
        Instant parents = facts.parent().terms().deadline();
        return new RunTerms(asked.purpose(), ceiling, budget, wished.isBefore(parents) ? wished : parents);
    }

    private static Forbidden forbidden(DenyReason reason, String parameter) {
        return new Forbidden(new Decision.Deny(reason, parameter));
    }
}
