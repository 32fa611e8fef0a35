package dev.errand.authz.console.editor;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.errand.toolscope.registry.ListedTool;

/**
 * What the editor's pages show.
 *
 * @param registered the name of the scope that is changed; empty for a new one
 * @param seen the tag of what the form was made from; empty for a new one
 * @param problems what is wrong, by field
 * @param sentences the scope in words; empty while something is wrong
 * @param yaml the scope as a document has it; empty while something is wrong
 * @param tools to choose from
 * @param asked what a refused caller asked for
 */
public record EditorView(String registered, String seen, ScopeForm form, Map<String, String> problems,
        List<String> sentences, String yaml, List<ListedTool> tools, Asked asked) {

    /** Where the form is sent. */
    public String action() {
        return registered.isEmpty() ? "/console/scopes/new" : "/console/scopes/" + registered + "/edit";
    }

    /** What is wrong with the field, or null. */
    public @Nullable String problem(String field) {
        return problems.get(field);
    }

    /** What was asked for of what the form has no row for, by place. */
    public Map<String, String> askedBesides() {
        return asked.without(form).values();
    }

    /** The whole draft as hidden fields. */
    Map<String, String> fields() {
        Map<String, String> fields = ScopeFormFields.write(form);
        fields.put("seen", seen);
        return fields;
    }

    /** The kinds of constraint to choose from. */
    public List<ConstraintKind> kinds() {
        return List.of(ConstraintKind.values());
    }
}
