package dev.errand.authz.whatif;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.errand.toolscope.Constraint;
import dev.errand.toolscope.Money;
import dev.errand.toolscope.ToolAction;
import dev.errand.toolscope.ToolScope;

/** Other versions of a scope. */
final class Changes {

    private Changes() {}

    static ToolScope limited(ToolScope scope, String dollars) {
        List<ToolAction> actions = scope.actions().stream().map(action -> {
            Map<String, Constraint> parameters = new TreeMap<>(action.parameters());
            parameters.put("amount", new Constraint.MoneyLimit(Money.parse(dollars, "USD").orElseThrow()));
            return new ToolAction(action.name(), parameters);
        }).toList();
        return new ToolScope(scope.name(), 0, scope.tool(), scope.description(), scope.effect(), scope.lifetime(),
                scope.maxUses(), scope.labels(), scope.identifier(), actions, scope.runDefault());
    }

    static ToolScope living(ToolScope scope, Duration lifetime) {
        return new ToolScope(scope.name(), 0, scope.tool(), scope.description(), scope.effect(), lifetime,
                scope.maxUses(), scope.labels(), scope.identifier(), scope.actions(), scope.runDefault());
    }
}
