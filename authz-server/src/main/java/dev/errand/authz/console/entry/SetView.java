package dev.errand.authz.console.entry;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.errand.toolscope.registry.ListedTool;

/**
 * The form of a composition or a rule.
 *
 * @param list {@code compositions} or {@code rules}
 * @param registered the name of what is changed; empty for a new one
 * @param seen the tag of what the form was made from; empty for a new one
 * @param problems what is wrong, by field
 * @param tools to choose from
 */
public record SetView(String list, String registered, String seen, SetForm form, Map<String, String> problems,
        List<ListedTool> tools) {

    /** Where the form is sent. */
    public String action() {
        return "/console/" + list + (registered.isEmpty() ? "/+new" : "/" + registered + "/edit");
    }

    /** What is wrong with the field, or null. */
    public @Nullable String problem(String field) {
        return problems.get(field);
    }
}
