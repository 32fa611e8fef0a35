package dev.errand.toolscope.enforce;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.errand.toolscope.Constraint;
import dev.errand.toolscope.InvalidValue;
import dev.errand.toolscope.ScopeName;
import dev.errand.toolscope.ToolAction;

/** Checks a {@link ToolScope} against its method, once, at start-up. Whatever is wrong is a {@link ToolScopeMisdeclared}. */
final class Declaration {

    private final Method method;
    private final ToolScope annotation;
    private final HandlerInputs inputs;

    private Declaration(Method method, ToolScope annotation) {
        this.method = method;
        this.annotation = annotation;
        this.inputs = HandlerInputs.of(method);
    }

    static DeclaredCall check(Method method, ToolScope annotation) {
        return new Declaration(method, annotation).check();
    }

    private DeclaredCall check() {
        ScopeName scope = ScopeName.parse(annotation.value())
                .orElseThrow(() -> wrong("\"" + annotation.value() + "\" is no scope name such as read:orders"));
        Optional<ArgumentPath> identifier = identifier();
        List<FactBinding> facts = facts();
        requireActionNames(facts);
        inputs.requireBound(paths(identifier, facts));
        FactReader reader = new FactReader(annotation.action(), identifier, facts, HandlerInputs.parameterNames(method));
        return new DeclaredCall(scope, annotation.action(), annotation.effects(), reader, kinds(facts), inputs.queryNames(),
                inputs.hasBody());
    }

    private Optional<ArgumentPath> identifier() {
        if (annotation.identifier().isEmpty()) {
            return Optional.empty();
        }
        ArgumentPath path = ArgumentPath.parse(annotation.identifier()).orElseThrow(
                () -> wrong("the identifier \"" + annotation.identifier() + "\" is not of the form #parameter.component"));
        inputs.requireScalar(path);
        return Optional.of(path);
    }

    private List<FactBinding> facts() {
        Map<String, FactBinding> byName = new HashMap<>();
        List<FactBinding> facts = new ArrayList<>();
        for (String text : annotation.facts()) {
            FactBinding fact = FactBinding.parse(text).orElseThrow(() -> wrong("the fact \"" + text
                    + "\" is not of the form name = #path or name = money(#amount, #currency)"));
            if (byName.put(fact.name(), fact) != null) {
                throw wrong("the fact " + fact.name() + " is declared twice");
            }
            requireTypes(fact);
            facts.add(fact);
        }
        return List.copyOf(facts);
    }

    private void requireTypes(FactBinding fact) {
        fact.paths().forEach(fact instanceof FactBinding.Amount ? inputs::requireScalar : inputs::requireValue);
        if (fact instanceof FactBinding.Amount(String name, var amount, var currency)
                && inputs.requireScalar(currency) != String.class) {
            throw wrong("the currency of the fact " + name + " is not a String");
        }
    }

    private Map<String, FactKind> kinds(List<FactBinding> facts) {
        Map<String, FactKind> kinds = new HashMap<>();
        for (FactBinding fact : facts) {
            kinds.put(fact.name(), switch (fact) {
                case FactBinding.Amount amount -> FactKind.MONEY;
                case FactBinding.Value(String name, ArgumentPath path) -> FactKind.of(inputs.requireValue(path));
            });
        }
        return Map.copyOf(kinds);
    }

    private void requireActionNames(List<FactBinding> facts) {
        Map<String, Constraint> parameters = new HashMap<>();
        facts.forEach(fact -> parameters.put(fact.name(), new Constraint.Free()));
        try {
            new ToolAction(annotation.action(), parameters);
        } catch (InvalidValue e) {
            throw wrong("the action \"" + annotation.action() + "\" or one of its facts " + e.problem());
        }
    }

    private static List<ArgumentPath> paths(Optional<ArgumentPath> identifier, List<FactBinding> facts) {
        List<ArgumentPath> paths = new ArrayList<>();
        identifier.ifPresent(paths::add);
        facts.forEach(fact -> paths.addAll(fact.paths()));
        return paths;
    }

    private ToolScopeMisdeclared wrong(String problem) {
        return new ToolScopeMisdeclared(method, problem);
    }
}
