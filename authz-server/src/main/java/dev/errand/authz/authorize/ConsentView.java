package dev.errand.authz.authorize;

import java.util.ArrayList;
import java.util.List;

import org.springframework.stereotype.Component;

import dev.errand.authz.agent.Agent;
import dev.errand.authz.run.CeilingEntry;
import dev.errand.authz.run.RunTerms;
import dev.errand.authz.run.words.ScopeWords;
import dev.errand.toolscope.Constraint;
import dev.errand.toolscope.Money;
import dev.errand.toolscope.ToolScope;
import dev.errand.toolscope.registry.ToolScopes;

/**
 * What the consent page shows: the validated details in the registry's own words. The agent's words appear in one
 * place, {@link Page#purpose}, and are marked there as the agent's claim.
 */
@Component
final class ConsentView {

    private final ToolScopes registry;
    private final ScopeWords words;

    ConsentView(ToolScopes registry, ScopeWords words) {
        this.registry = registry;
        this.words = words;
    }

    /** The page. {@code endsAt} is ISO 8601 in UTC. */
    record Page(String agentName, String clientId, String purpose, List<ScopeRow> scopes, int maxCalls,
            List<LimitField> totals, String endsAt) {}

    /** One scope: a sentence, the word of its effect, and the limits that the user may lower. */
    record ScopeRow(int index, String name, String tool, String description, String target, String effect,
            List<LimitField> limits, List<String> choices) {}

    /** An amount that the user may lower. */
    record LimitField(String field, String parameter, String max, String currency) {}

    Page page(Agent agent, RunTerms terms) {
        List<ScopeRow> scopes = new ArrayList<>();
        for (int i = 0; i < terms.ceiling().size(); i++) {
            scopes.add(row(i, terms.ceiling().get(i)));
        }
        List<LimitField> totals = terms.budget().totals().entrySet().stream()
                .map(total -> field("total." + total.getKey(), total.getKey(), total.getValue())).toList();
        return new Page(agent.name(), agent.clientId(), terms.purpose(), scopes, terms.budget().maxCalls(), totals,
                terms.deadline().toString());
    }

    private ScopeRow row(int index, CeilingEntry entry) {
        ToolScope scope = registry.version(entry.authority().scope(), entry.pinnedVersion()).orElseThrow();
        List<LimitField> limits = new ArrayList<>();
        List<String> choices = new ArrayList<>();
        entry.authority().actions().forEach((action, parameters) -> parameters.forEach((parameter, constraint) -> {
            switch (constraint) {
                case Constraint.MoneyLimit(Money max) ->
                    limits.add(field(limitField(index, action, parameter), parameter, max));
                default -> choices.add(words.limit(parameter, constraint));
            }
        }));
        return new ScopeRow(index, scope.name().value(), words.tool(scope.tool()), scope.description(),
                words.target(entry.authority()), scope.effect().word(), limits, choices);
    }

    /** The name of the field for one limit; actions of one scope may have limits of their own. */
    static String limitField(int index, String action, String parameter) {
        return "limit." + index + "." + action + "." + parameter;
    }

    private static LimitField field(String name, String parameter, Money max) {
        return new LimitField(name, parameter, max.amountText(), max.currency());
    }

}
