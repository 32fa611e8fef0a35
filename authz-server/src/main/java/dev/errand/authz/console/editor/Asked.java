package dev.errand.authz.console.editor;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * What a refused caller asked for that is no number, as a link brought it: shown beside the rule that it did not meet, and
 * never made a rule. Whoever made the link may have written anything.
 *
 * @param values by place: {@code identifier}, {@code action}, or an action and a parameter with a dot between
 */
public record Asked(Map<String, String> values) {

    static final Asked NOTHING = new Asked(Map.of());

    private static final String ASKED = "asked.";
    private static final int MAX = 10;
    private static final int MAX_LENGTH = 512;

    public Asked {
        values = Map.copyOf(values);
    }

    /** Of a link's query, or of the form that carries it on. */
    static Asked read(Map<String, String> fields) {
        return new Asked(new TreeMap<>(fields).tailMap(ASKED).entrySet().stream()
                .takeWhile(field -> field.getKey().startsWith(ASKED)).limit(MAX)
                .filter(field -> !field.getValue().isBlank())
                .collect(Collectors.toMap(field -> cut(field.getKey().substring(ASKED.length())),
                        field -> cut(field.getValue().strip()), (one, other) -> one)));
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(text.length(), MAX_LENGTH));
    }

    /** What was asked for at this place, or null. */
    public @Nullable String at(String place) {
        return values.get(place);
    }

    /** What was asked of what the form has no row for. */
    Asked without(ScopeForm form) {
        Map<String, String> left = new TreeMap<>(values);
        left.keySet().removeAll(Set.of("identifier", "action"));
        form.actions().forEach(action -> action.parameters()
                .forEach(parameter -> left.remove(action.name() + "." + parameter.name())));
        return new Asked(left);
    }
}
