package dev.errand.authz.console.editor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A {@link ScopeForm} as the fields of a form: {@code a0.p1.first} is the first value of the second parameter of the first action. */
final class ScopeFormFields {

    private ScopeFormFields() {}

    /** Reads the fields; what is not there is empty. */
    static ScopeForm read(Map<String, String> fields) {
        return new ScopeForm(text(fields, "name"), text(fields, "tool"), text(fields, "description"),
                new ScopeForm.Terms(text(fields, "effect"), text(fields, "lifetime"), text(fields, "max_uses"),
                        text(fields, "consent_memory")),
                text(fields, "labels"), text(fields, "identifier.kind"), text(fields, "identifier.value"),
                rows(fields, "a", at -> action(fields, at)), text(fields, "run.calls"),
                rows(fields, "t", at -> new TotalRow(text(fields, at + ".name"), text(fields, at + ".max"),
                        text(fields, at + ".currency"))));
    }

    /** All fields with their values, as hidden inputs have them. */
    static Map<String, String> write(ScopeForm form) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("name", form.name());
        fields.put("tool", form.tool());
        fields.put("description", form.description());
        fields.put("effect", form.terms().effect());
        fields.put("lifetime", form.terms().lifetime());
        fields.put("max_uses", form.terms().maxUses());
        fields.put("consent_memory", form.terms().memory());
        fields.put("labels", form.labels());
        fields.put("identifier.kind", form.identifierKind());
        fields.put("identifier.value", form.identifier());
        fields.put("run.calls", form.runCalls());
        for (int i = 0; i < form.actions().size(); i++) {
            write(fields, "a" + i, form.actions().get(i));
        }
        for (int i = 0; i < form.totals().size(); i++) {
            fields.put("t" + i + ".name", form.totals().get(i).name());
            fields.put("t" + i + ".max", form.totals().get(i).max());
            fields.put("t" + i + ".currency", form.totals().get(i).currency());
        }
        return fields;
    }

    private static void write(Map<String, String> fields, String at, ActionRow action) {
        fields.put(at + ".name", action.name());
        for (int i = 0; i < action.parameters().size(); i++) {
            ParameterRow row = action.parameters().get(i);
            String parameter = at + ".p" + i;
            fields.put(parameter + ".name", row.name());
            fields.put(parameter + ".kind", row.kind().word());
            fields.put(parameter + ".first", row.first());
            fields.put(parameter + ".second", row.second());
            fields.put(parameter + ".many", row.many());
        }
    }

    private static ActionRow action(Map<String, String> fields, String at) {
        return new ActionRow(text(fields, at + ".name"), rows(fields, at + ".p", parameter -> new ParameterRow(
                text(fields, parameter + ".name"),
                ConstraintKind.parse(text(fields, parameter + ".kind")).orElse(ConstraintKind.FREE),
                text(fields, parameter + ".first"), text(fields, parameter + ".second"),
                text(fields, parameter + ".many"))));
    }

    private static <T> List<T> rows(Map<String, String> fields, String prefix, Function<String, T> row) {
        List<T> rows = new ArrayList<>();
        while (rows.size() < ScopeForm.MAX_ROWS && fields.containsKey(prefix + rows.size() + ".name")) {
            rows.add(row.apply(prefix + rows.size()));
        }
        return rows;
    }

    /** What was typed: lines as browsers send them end with CR LF. */
    private static String text(Map<String, String> fields, String name) {
        return fields.getOrDefault(name, "").replace("\r\n", "\n").strip();
    }
}
