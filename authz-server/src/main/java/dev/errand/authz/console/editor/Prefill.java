package dev.errand.authz.console.editor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.errand.toolscope.Identifiers;
import dev.errand.toolscope.InvalidValue;

/**
 * What a link puts into the form, for somebody to look at and save: {@code name}, {@code tool}, {@code description},
 * {@code effect}, {@code action} with {@code parameter}s, {@code identifier}, {@code max_uses}, {@code lifetime} and
 * {@code limit.<action>.<parameter>}. What it does not know it ignores.
 */
final class Prefill {

    private static final String LIMIT = "limit.";
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

    private final Map<String, List<String>> query;

    private Prefill(Map<String, List<String>> query) {
        this.query = query;
    }

    static ScopeForm of(ScopeForm form, Map<String, List<String>> query) {
        return new Prefill(query).fill(form);
    }

    private ScopeForm fill(ScopeForm form) {
        String identifier = one("identifier", "");
        List<ActionRow> actions = new ArrayList<>(form.actions());
        String action = one("action", "");
        if (!action.isEmpty()) {
            actions.removeIf(ActionRow::blank);
            List<String> names = Stream.concat(all("parameter"), all("parameters"))
                    .flatMap(value -> Stream.of(value.split(",", -1))).map(String::strip).filter(name -> !name.isEmpty())
                    .toList();
            names.forEach(name -> place(actions, action, ParameterRow.named(name), false));
            if (names.isEmpty() && index(actions, action) < 0) {
                actions.add(new ActionRow(action, List.of()));
            }
        }
        query.keySet().stream().filter(name -> name.startsWith(LIMIT)).forEach(name -> limit(actions, name));
        return new ScopeForm(one("name", form.name()), one("tool", form.tool()), one("description", form.description()),
                new ScopeForm.Terms(one("effect", form.terms().effect()), one("lifetime", form.terms().lifetime()),
                        one("max_uses", form.terms().maxUses()), form.terms().memory()),
                form.labels(), identifier.isEmpty() ? form.identifierKind() : kind(identifier),
                identifier.isEmpty() ? form.identifier() : identifier, actions, form.runCalls(), form.totals());
    }

    /** An identifier is a pattern of itself where the language of patterns can say it, to be widened by whoever likes. */
    private static String kind(String identifier) {
        try {
            return new Identifiers.Matching(identifier).contain(identifier) ? "pattern" : "value";
        } catch (InvalidValue ex) {
            return "value";
        }
    }

    private void limit(List<ActionRow> actions, String name) {
        List<String> steps = List.of(name.substring(LIMIT.length()).split("\\.", -1));
        if (steps.size() == 2 && steps.stream().noneMatch(String::isEmpty)) {
            String[] words = one(name, "").split(" ", 2);
            String currency = words.length > 1 && CURRENCY.matcher(words[1]).matches() ? words[1] : "";
            actions.removeIf(ActionRow::blank);
            place(actions, steps.getFirst(), limited(steps.getLast(), words[0], currency), true);
        }
    }

    /** Money says its currency; what says none is a number. */
    private static ParameterRow limited(String name, String max, String currency) {
        if (!currency.isEmpty()) {
            return new ParameterRow(name, ConstraintKind.MONEY, max, currency, "");
        }
        return new ParameterRow(name, max.contains(".") ? ConstraintKind.DECIMAL : ConstraintKind.INTEGER, "0", max, "");
    }

    /** Puts the row where its action has a parameter of that name, or after the others. */
    private static void place(List<ActionRow> actions, String action, ParameterRow row, boolean replace) {
        int at = index(actions, action);
        if (at < 0) {
            actions.add(new ActionRow(action, List.of(row)));
            return;
        }
        List<ParameterRow> rows = new ArrayList<>(actions.get(at).parameters());
        List<String> names = rows.stream().map(ParameterRow::name).toList();
        int there = names.indexOf(row.name());
        if (there < 0) {
            rows.add(row);
        } else if (replace) {
            rows.set(there, limited(rows.get(there), row));
        }
        actions.set(at, actions.get(at).with(rows));
    }

    /** The row with a lower or higher maximum, whatever it is the maximum of. */
    private static ParameterRow limited(ParameterRow row, ParameterRow limit) {
        return switch (row.kind()) {
            case DECIMAL, INTEGER -> new ParameterRow(row.name(), row.kind(), row.first(), limit.max(), row.many());
            case MONEY -> new ParameterRow(row.name(), row.kind(), limit.max(),
                    limit.kind() == ConstraintKind.MONEY ? limit.second() : row.second(), row.many());
            default -> limit;
        };
    }

    private static int index(List<ActionRow> actions, String name) {
        return actions.stream().map(ActionRow::name).toList().indexOf(name);
    }

    private String one(String name, String otherwise) {
        return all(name).findFirst().map(String::strip).filter(value -> !value.isEmpty()).orElse(otherwise);
    }

    private Stream<String> all(String name) {
        return query.getOrDefault(name, List.of()).stream();
    }
}
