package dev.errand.authz.console.editor;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.errand.toolscope.Constraint;
import dev.errand.toolscope.InvalidValue;
import dev.errand.toolscope.ToolAction;

/** Which field of the form a member of the entry was typed in, and what is wrong with fields before the registry is asked. */
final class FieldPlaces {

    /** Members of a constraint that are its row's first value. */
    private static final List<String> FIRST = List.of(".max", ".decimal", ".integer", ".boolean", ".exactly", ".one_of",
            ".prefix", ".pattern", ".session");
    private static final List<String> SECOND = List.of(".currency", ".decimal.max", ".integer.max");

    private final Map<String, String> fields = new LinkedHashMap<>();
    private final Map<String, String> problems = new LinkedHashMap<>();

    void at(String member, String field) {
        fields.put(member, field);
    }

    void problem(String field, String problem) {
        problems.putIfAbsent(field, problem);
    }

    void parameter(String members, String field, ParameterRow row) {
        nameProblem(row.name(), field + ".name");
        String member = members + "." + row.name();
        at(member, field + ".kind");
        at(member + ".max_items", field + ".many");
        at(member + ".items", field + ".many");
        for (String constraint : List.of(member, member + ".items")) {
            FIRST.forEach(part -> at(constraint + part, field + ".first"));
            SECOND.forEach(part -> at(constraint + part, field + ".second"));
        }
    }

    void total(String field, TotalRow row) {
        nameProblem(row.name(), field + ".name");
        String member = "run_default.totals." + row.name();
        fields.putIfAbsent("run_default.totals", field + ".name");
        at(member, field + ".max");
        at(member + ".currency", field + ".currency");
    }

    /** The registry names an action by its place and not the parameter whose name it refuses: ask it for this one alone. */
    private void nameProblem(String name, String field) {
        try {
            new ToolAction("x", Map.of(name, new Constraint.Free()));
        } catch (InvalidValue ex) {
            problem(field, name.isEmpty() ? "is empty" : ex.problem());
        }
    }

    /** The field of the member, or of the nearest one that it is in; the name if there is none. */
    String field(String member) {
        return fields.keySet().stream().filter(known -> within(member, known)).max(Comparator.comparingInt(String::length))
                .map(known -> fields.getOrDefault(known, "name")).orElse("name");
    }

    private static boolean within(String member, String known) {
        return member.startsWith(known)
                && (member.length() == known.length() || ".[".indexOf(member.charAt(known.length())) >= 0);
    }

    /** What is wrong, by field: what was found here, or else what the registry says of a member. */
    Map<String, String> problems() {
        return problems;
    }
}
