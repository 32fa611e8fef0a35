package dev.errand.authz.console.editor;

import java.util.List;

/** One action and its parameters, as the form has them. */
public record ActionRow(String name, List<ParameterRow> parameters) {

    static final ActionRow BLANK = new ActionRow("", List.of());

    public ActionRow {
        parameters = List.copyOf(parameters);
    }

    /** Whether nobody has filled it in. */
    boolean blank() {
        return name.isEmpty() && parameters.stream().allMatch(ParameterRow::blank);
    }

    ActionRow with(List<ParameterRow> rows) {
        return new ActionRow(name, rows);
    }
}
