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
 */
public record EditorView(String registered, String seen, ScopeForm form, Map<String, String> problems,
        List<String> sentences, String yaml, List<ListedTool> tools) {

    /** Where the form is sent. */
    public String action() {
        return registered.isEmpty() ? "/console/scopes/new" : "/console/scopes/" + registered + "/edit";
    }

    /** What is wrong with the field, or null. */
    public @Nullable String problem(String field) {
        return problems.get(field);
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
