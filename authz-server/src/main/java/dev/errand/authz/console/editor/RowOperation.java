package dev.errand.authz.console.editor;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** What a button of the form does to its rows: {@code add-parameter:0} or {@code remove-parameter:0.2}. */
final class RowOperation {

    private static final Pattern FORM = Pattern
            .compile("(add|remove)-(action|parameter|total)(?::([0-9]{1,2})(?:\\.([0-9]{1,2}))?)?");

    private RowOperation() {}

    /** The form after the operation; as it was if it is none, or about a row that there is not. */
    static ScopeForm apply(String operation, ScopeForm form) {
        Matcher words = FORM.matcher(operation);
        if (!words.matches()) {
            return form;
        }
        boolean add = words.group(1).equals("add");
        int row = number(words.group(3));
        return switch (words.group(2)) {
            case "action" -> form.with(add
                    ? more(form.actions(), new ActionRow("", List.of(ParameterRow.BLANK)))
                    : without(form.actions(), row));
            case "total" -> form.withTotals(add ? more(form.totals(), TotalRow.BLANK) : without(form.totals(), row));
            default -> form.with(changed(form.actions(), row, add, number(words.group(4))));
        };
    }

    private static List<ActionRow> changed(List<ActionRow> actions, int row, boolean add, int parameter) {
        if (row < 0 || row >= actions.size()) {
            return actions;
        }
        List<ActionRow> changed = new ArrayList<>(actions);
        List<ParameterRow> parameters = actions.get(row).parameters();
        changed.set(row, actions.get(row)
                .with(add ? more(parameters, ParameterRow.BLANK) : without(parameters, parameter)));
        return changed;
    }

    private static <T> List<T> more(List<T> rows, T blank) {
        List<T> more = new ArrayList<>(rows);
        if (more.size() < ScopeForm.MAX_ROWS) {
            more.add(blank);
        }
        return more;
    }

    private static <T> List<T> without(List<T> rows, int row) {
        List<T> fewer = new ArrayList<>(rows);
        if (row >= 0 && row < fewer.size()) {
            fewer.remove(row);
        }
        return fewer;
    }

    private static int number(@Nullable String digits) {
        return digits == null ? -1 : Integer.parseInt(digits);
    }
}
