package dev.errand.toolscope.enforce;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.springframework.expression.EvaluationContext;
import org.springframework.expression.spel.support.SimpleEvaluationContext;

import dev.errand.toolscope.CallFacts;
import dev.errand.toolscope.Fact;

/**
 * Takes the facts of one call from its arguments. The context of evaluation knows no types, no beans and no methods, and
 * writes nothing.
 */
record FactReader(String action, Optional<ArgumentPath> identifier, List<FactBinding> facts,
        List<String> parameterNames) {

    /** What became of reading the facts. */
    sealed interface Reading {

        /** The call's facts; a parameter that the caller left out has none. */
        record Facts(CallFacts call) implements Reading {}

        /** The named parameter has a value that is none of its kind. */
        record Malformed(String parameter) implements Reading {}
    }

    Reading read(@Nullable Object[] arguments) {
        EvaluationContext context = SimpleEvaluationContext.forReadOnlyDataBinding().build();
        for (int i = 0; i < arguments.length; i++) {
            context.setVariable(parameterNames.get(i), arguments[i]);
        }
        Object named = identifier.map(path -> path.read(context)).orElse(null);
        Optional<String> object = Optional.ofNullable(named).flatMap(Scalar::text);
        if (named != null && object.isEmpty()) {
            return new Reading.Malformed("identifier");
        }
        Map<String, Fact> values = new TreeMap<>();
        for (FactBinding binding : facts) {
            if (present(binding, context)) {
                Optional<Fact> fact = fact(binding, context);
                if (fact.isEmpty()) {
                    return new Reading.Malformed(binding.name());
                }
                values.put(binding.name(), fact.get());
            }
        }
        return new Reading.Facts(new CallFacts(action, object, values));
    }

    /** Half an amount is there, and malformed. */
    private static boolean present(FactBinding binding, EvaluationContext context) {
        return binding.paths().stream().anyMatch(path -> path.read(context) != null);
    }

    private static Optional<Fact> fact(FactBinding binding, EvaluationContext context) {
        return switch (binding) {
            case FactBinding.Value(String name, ArgumentPath path) ->
                Optional.ofNullable(path.read(context)).flatMap(Scalar::fact);
            case FactBinding.Amount(String name, ArgumentPath amount, ArgumentPath currency) ->
                Optional.ofNullable(amount.read(context))
                        .flatMap(value -> Optional.ofNullable(currency.read(context))
                                .flatMap(code -> Scalar.money(value, code.toString())))
                        .map(Fact.MoneyFact::new);
        };
    }
}
