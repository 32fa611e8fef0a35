package dev.errand.authz.decision;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.errand.toolscope.Authority;
import dev.errand.toolscope.Constraint;

/**
 * What is drawn of a scope is for one action on one resource: nothing of it may be left open. An amount that the run's
 * budget counts is never taken over from the ceiling: it is spent at issuance and for good, so the agent has to say how
 * much of it this one call is for.
 */
final class PinsOneCall implements ScopeRule {

    @Override
    public String word() {
        return "pins_one_call";
    }

    @Override
    public Optional<Decision.Deny> judge(ScopeFacts scope) {
        Optional<Authority> drawn = scope.drawn().map(ScopeFacts.Drawn::granted).filter(Authority::pinned);
        return drawn.isPresent()
                ? uncounted(scope, drawn.get()).map(amount -> open(scope.member(amount)))
                : Optional.of(open("authorization_details"));
    }

    /** The first amount with a total that the request does not state. */
    private static Optional<String> uncounted(ScopeFacts scope, Authority drawn) {
        Set<String> totals = scope.given().mandate().left().totals().keySet();
        return drawn.actions().values().stream().flatMap(parameters -> parameters.entrySet().stream())
                .filter(parameter -> parameter.getValue() instanceof Constraint.MoneyLimit).map(Map.Entry::getKey)
                .filter(totals::contains).filter(amount -> !scope.request().limits().containsKey(amount)).findFirst();
    }

    private static Decision.Deny open(String parameter) {
        return new Decision.Deny(DenyReason.DETAILS_NOT_PINNED, parameter);
    }

    @Override
    public List<Sight> saw(ScopeFacts scope) {
        return List.of(Sight.of("granted", scope.drawn().map(ScopeFacts.Drawn::granted).map(Words::of)));
    }
}
