package dev.errand.authz.console;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The fields of a form that was posted, each with one value. What may be ticked several times over has a name for each
 * box: the name of them all, a dot, and something.
 *
 * @param values by the name of the field
 */
public record FormFields(Map<String, String> values) {

    public FormFields {
        values = Map.copyOf(values);
    }

    /** The field's text without blanks around it; empty if it was not sent. */
    public String text(String name) {
        return values.getOrDefault(name, "").strip();
    }

    /** What is ticked of the boxes that share this name. */
    public List<String> ticked(String name) {
        return List.copyOf(new TreeMap<>(values).tailMap(name + ".").entrySet().stream()
                .takeWhile(field -> field.getKey().startsWith(name + ".")).map(Map.Entry::getValue).toList());
    }
}
