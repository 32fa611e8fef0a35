package dev.errand.authz.console.editor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A {@link ScopeForm} as the entry of a document, and which field of the form each member of the entry comes from, so that
 * what the registry says of a member is shown where it was typed. Rows that nobody has filled in are left out.
 */
final class FormTree {

    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,9}");

    private final Map<String, Object> entry = new LinkedHashMap<>();
    private final FieldPlaces places = new FieldPlaces();

    private FormTree() {}

    static FormTree of(ScopeForm form) {
        FormTree tree = new FormTree();
        tree.facts(form);
        tree.identifier(form);
        tree.actions(form.actions());
        tree.run(form);
        return tree;
    }

    /** The entry, made of maps, lists, texts and numbers. */
    Map<String, Object> entry() {
        return entry;
    }

    FieldPlaces places() {
        return places;
    }

    private void facts(ScopeForm form) {
        put("name", form.name());
        put("tool", form.tool());
        put("description", form.description());
        put("effect", form.terms().effect());
        if (!form.terms().lifetime().isEmpty()) {
            put("lifetime", form.terms().lifetime());
        }
        if (!form.terms().maxUses().isEmpty()) {
            put("max_uses", number(form.terms().maxUses()));
        }
        places.at("consent_memory", "consent_memory");
        if (form.terms().memory().equals("true")) {
            put("consent_memory", true);
        }
        put("labels", Stream.of(form.labels().split("[\\s,]+", -1)).filter(label -> !label.isEmpty()).toList());
    }

    private void put(String member, Object value) {
        entry.put(member, value);
        places.at(member, member);
    }

    private void identifier(ScopeForm form) {
        places.at("identifier", "identifier.value");
        if (!form.identifierKind().isEmpty() && !form.identifierKind().equals("none")) {
            entry.put("identifier", Map.of(form.identifierKind(), form.identifier()));
        }
    }

    private void actions(List<ActionRow> rows) {
        List<Object> actions = new ArrayList<>();
        places.at("actions", "a0.name");
        for (int i = 0; i < rows.size(); i++) {
            if (!rows.get(i).blank()) {
                actions.add(action("actions[" + actions.size() + "]", "a" + i, rows.get(i)));
            }
        }
        entry.put("actions", actions);
    }

    private Map<String, Object> action(String member, String field, ActionRow row) {
        places.at(member, field + ".name");
        Map<String, Object> parameters = new LinkedHashMap<>();
        for (int i = 0; i < row.parameters().size(); i++) {
            ParameterRow parameter = row.parameters().get(i);
            String at = field + ".p" + i;
            if (parameters.containsKey(parameter.name())) {
                places.problem(at + ".name", "comes twice");
            } else if (!parameter.blank()) {
                places.parameter(member + ".parameters", at, parameter);
                parameters.put(parameter.name(), RowConstraint.tree(parameter));
            }
        }
        Map<String, Object> action = new LinkedHashMap<>();
        action.put("name", row.name());
        action.put("parameters", parameters);
        return action;
    }

    private void run(ScopeForm form) {
        places.at("run_default", "run.calls");
        Map<String, Object> totals = new LinkedHashMap<>();
        for (int i = 0; i < form.totals().size(); i++) {
            TotalRow row = form.totals().get(i);
            if (totals.containsKey(row.name())) {
                places.problem("t" + i + ".name", "comes twice");
            } else if (!row.blank()) {
                places.total("t" + i, row);
                totals.put(row.name(), RowConstraint.money(row.max(), row.currency()));
            }
        }
        if (!form.runCalls().isEmpty() || !totals.isEmpty()) {
            Map<String, Object> run = new LinkedHashMap<>();
            run.put("max_calls", number(form.runCalls()));
            run.put("totals", totals);
            entry.put("run_default", run);
        }
    }

    /** A number, or the text that is none: what is wrong with it is for the registry to say. */
    static Object number(String text) {
        return WHOLE.matcher(text).matches() ? (Object) Integer.valueOf(text) : text;
    }
}
