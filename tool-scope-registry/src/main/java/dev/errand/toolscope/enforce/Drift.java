package dev.errand.toolscope.enforce;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import dev.errand.toolscope.Constraint;
import dev.errand.toolscope.Effect;
import dev.errand.toolscope.ToolAction;
import dev.errand.toolscope.registry.EntryName;
import dev.errand.toolscope.registry.RegistryDocument;

/**
 * Where the annotations of a tool and what is registered of it differ, so that calls would be refused that a credential
 * was given for, or protected less than the registry says: one sentence for each difference.
 */
final class Drift {

    private final Method method;
    private final DeclaredCall declared;
    private final List<String> sentences = new ArrayList<>();

    private Drift(Method method, DeclaredCall declared) {
        this.method = method;
        this.declared = declared;
    }

    /** The sentences, by method. */
    static List<String> between(Map<Method, DeclaredCall> declared, RegistryDocument registered) {
        return declared.entrySet().stream()
                .sorted(Comparator.comparing(entry -> ToolScopeMisdeclared.name(entry.getKey())))
                .flatMap(entry -> new Drift(entry.getKey(), entry.getValue()).against(registered).stream()).toList();
    }

    private List<String> against(RegistryDocument registered) {
        registered.scopes().stream().filter(scope -> scope.name().equals(declared.scope()))
                .filter(scope -> !registered.retired(EntryName.of(scope.name()))).findFirst().ifPresentOrElse(
                        this::compare, () -> differs("its scope " + declared.scope() + " is no active scope of this tool"));
        return List.copyOf(sentences);
    }

    private void compare(dev.errand.toolscope.ToolScope scope) {
        if (scope.effect() == Effect.IRREVERSIBLE && declared.effects() == Effects.LOCAL) {
            differs("its scope " + scope.name() + " is irreversible, so its effects cannot be declared LOCAL");
        }
        if (scope.identifier().isPresent() && declared.facts().identifier().isEmpty()) {
            differs("its scope " + scope.name() + " pins an identifier, and the annotation names none");
        }
        if (scope.identifier().isEmpty() && declared.facts().identifier().isPresent()) {
            differs("its scope " + scope.name() + " has no identifier, and the annotation names one");
        }
        Optional<ToolAction> action = scope.actions().stream().filter(one -> one.name().equals(declared.action())).findFirst();
        action.ifPresentOrElse(this::compare,
                () -> differs("its scope " + scope.name() + " has no action " + declared.action()));
    }

    private void compare(ToolAction action) {
        Map<String, Constraint> parameters = new TreeMap<>(action.parameters());
        new TreeMap<>(declared.kinds()).forEach((name, kind) -> {
            Constraint constraint = parameters.remove(name);
            if (constraint == null) {
                differs("its fact " + name + " is no parameter of " + where());
            } else if (!kind.fits(constraint)) {
                differs("its fact " + name + " is " + kind + ", and the parameter of " + where() + " is " + constraint.words());
            }
        });
        parameters.forEach((name, constraint) -> {
            if (!(constraint instanceof Constraint.Free)) {
                differs("the parameter " + name + " of " + where() + " has no fact");
            }
        });
    }

    private String where() {
        return "action " + declared.action() + " of scope " + declared.scope();
    }

    private void differs(String how) {
        sentences.add("@ToolScope on " + ToolScopeMisdeclared.name(method) + ": " + how + ".");
    }
}
