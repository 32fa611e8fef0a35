package dev.errand.authz.authorize;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.errand.authz.agent.Agent;
import dev.errand.authz.endpoint.EndpointError;
import dev.errand.authz.keys.Issuer;
import dev.errand.authz.run.AgentRunRequest;
import dev.errand.authz.run.Budget;
import dev.errand.authz.run.Budgets;
import dev.errand.authz.run.CeilingEntry;
import dev.errand.authz.run.RunTerms;
import dev.errand.toolscope.Narrowing;
import dev.errand.toolscope.NarrowingRequest;
import dev.errand.toolscope.ToolScope;
import dev.errand.toolscope.registry.ScopeFormLink;
import dev.errand.toolscope.registry.ToolScopes;

/**
 * Checks a requested run against the registry and the agent's registration: every scope is active and allowed, every
 * element of the ceiling lies inside its scope, and there is a budget for every amount.
 */
@Component
final class RunProposals {

    private final ToolScopes registry;
    private final ScopeFormLink forms;
    private final InstantSource clock;

    RunProposals(ToolScopes registry, Issuer issuer, InstantSource clock) {
        this.registry = registry;
        this.forms = new ScopeFormLink(issuer.value());
        this.clock = clock;
    }

    sealed interface Proposal {}

    /** The run as it would be if the user agreed to all of it at once. */
    record Acceptable(RunTerms terms) implements Proposal {}

    record Unacceptable(EndpointError error) implements Proposal {}

    Proposal propose(AgentRunRequest request, Agent agent, List<String> resources) {
        for (String resource : Set.copyOf(resources)) {
            if (registry.tool(resource).isEmpty()) {
                return refused("invalid_target", "resource_unknown", "resource");
            }
        }
        List<CeilingEntry> ceiling = new ArrayList<>();
        List<ToolScope> scopes = new ArrayList<>();
        for (NarrowingRequest element : request.ceiling()) {
            Optional<ToolScope> scope = registry.active(element.scope());
            if (scope.isEmpty()) {
                return refused("invalid_scope", "scope_unknown", "ceiling", forms.toRegister(element));
            }
            if (!agent.allowedScopes().contains(element.scope().value())) {
                return refused("invalid_scope", "scope_not_allowed", "ceiling",
                        forms.toAllow(element, agent.clientId()));
            }
            if (!resources.isEmpty() && !resources.contains(scope.get().tool())) {
                return refused("invalid_target", "resource_not_the_scopes", "resource");
            }
            switch (scope.get().authority().narrow(element)) {
                case Narrowing.Narrowed narrowed ->
                    ceiling.add(new CeilingEntry(narrowed.authority(), scope.get().version()));
                case Narrowing.Refused wider -> {
                    return refused("invalid_authorization_details", "wider_than_registered",
                            wider.violation().parameter(), forms.toWiden(element, wider.violation().parameter()));
                }
            }
            scopes.add(scope.get());
        }
        return budgeted(request, ceiling, scopes);
    }

    /** The same for whole scopes with their registered budgets, where whatever is wrong is wrong with a scope. */
    Proposal proposeScopes(AgentRunRequest request, Agent agent, List<String> resources) {
        return switch (propose(request, agent, resources)) {
            case Unacceptable(EndpointError error) when "budget_missing".equals(error.reason()) ->
                refused("invalid_scope", "scope_without_run_default", "scope");
            case Unacceptable(EndpointError error) when "ceiling".equals(error.parameter()) ->
                refused(error.getErrorCode(), error.reason(), "scope", error.scopeForm().orElse(null));
            case Proposal other -> other;
        };
    }

    private Proposal budgeted(AgentRunRequest request, List<CeilingEntry> ceiling, List<ToolScope> scopes) {
        Optional<Budget> budget = request.budget().or(() -> Budgets.ofDefaults(scopes));
        if (budget.isEmpty()) {
            return refused("invalid_authorization_details", "budget_missing", "budget");
        }
        Optional<String> unbudgeted = Budgets.unbudgeted(budget.get(), ceiling);
        if (unbudgeted.isPresent()) {
            return refused("invalid_authorization_details", "budget_missing", unbudgeted.get());
        }
        if (request.budget().isPresent() && Budgets.undrawn(budget.get(), ceiling).isPresent()) {
            return refused("invalid_authorization_details", "budget_without_limit", "budget.totals");
        }
        return new Acceptable(new RunTerms(request.purpose(), ceiling, budget.get(),
                clock.instant().plus(request.lifetime())));
    }

    private static Proposal refused(String code, String reason, String parameter) {
        return refused(code, reason, parameter, null);
    }

    private static Proposal refused(String code, String reason, String parameter, @Nullable String scopeForm) {
        return new Unacceptable(new EndpointError(code, 400, reason, parameter).scopeForm(scopeForm));
    }
}
