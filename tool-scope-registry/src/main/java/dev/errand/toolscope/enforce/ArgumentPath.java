package dev.errand.toolscope.enforce;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.expression.EvaluationContext;
import org.springframework.expression.Expression;
import org.springframework.expression.ParseException;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.ast.CompoundExpression;
import org.springframework.expression.spel.ast.PropertyOrFieldReference;
import org.springframework.expression.spel.ast.VariableReference;
import org.springframework.expression.spel.standard.SpelExpressionParser;

/**
 * A SpEL expression of the one form {@code #parameter} or {@code #parameter.component.…}. Anything that computes is
 * refused: only of a plain path can be said that the value checked is the value used.
 *
 * @param names the parameter, then the components
 */
record ArgumentPath(List<String> names, Expression expression) {

    private static final SpelExpressionParser SPEL = new SpelExpressionParser();

    /** The path that the text spells, or nothing. */
    static Optional<ArgumentPath> parse(String text) {
        try {
            return names(SPEL.parseRaw(text).getAST()).map(ArgumentPath::of);
        } catch (ParseException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    private static ArgumentPath of(List<String> names) {
        // "?." so that a component of nothing is nothing.
        return new ArgumentPath(names, SPEL.parseRaw("#" + String.join("?.", names)));
    }

    private static Optional<List<String>> names(@Nullable SpelNode ast) {
        return switch (ast) {
            case VariableReference variable -> Optional.of(List.of(name(variable)));
            case CompoundExpression compound -> compoundNames(compound);
            case null, default -> Optional.empty();
        };
    }

    private static Optional<List<String>> compoundNames(CompoundExpression compound) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < compound.getChildCount(); i++) {
            SpelNode child = compound.getChild(i);
            if (i == 0 && child instanceof VariableReference variable) {
                names.add(name(variable));
            } else if (i > 0 && child instanceof PropertyOrFieldReference property) {
                names.add(property.getName());
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(List.copyOf(names));
    }

    private static String name(VariableReference variable) {
        return variable.toStringAST().substring(1);
    }

    @Nullable
    Object read(EvaluationContext arguments) {
        return expression.getValue(arguments);
    }

    @Override
    public String toString() {
        return "#" + String.join(".", names);
    }
}
