package dev.errand.authz.console.editor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import tools.jackson.databind.JsonNode;

/** A parameter's row as the constraint of a document, and back; each kind is written in one way and read in the same. */
final class RowConstraint {

    private static final String BOTH = "both";

    private RowConstraint() {}

    static Object tree(ParameterRow row) {
        return row.many().isEmpty()
                ? one(row)
                : members("items", one(row), "max_items", FormTree.number(row.many()));
    }

    private static Object one(ParameterRow row) {
        return switch (row.kind()) {
            case FREE -> "free";
            case MONEY -> money(row.first(), row.second());
            case DECIMAL, INTEGER -> Map.of(row.kind().word(), members("min", row.first(), "max", row.second()));
            case BOOLEAN -> Map.of("boolean", truths(row.first()));
            case ONE_OF -> Map.of("one_of", row.first().lines().map(String::strip).filter(line -> !line.isEmpty()).toList());
            case EXACTLY, PREFIX, PATTERN, SESSION -> Map.of(row.kind().word(), row.first());
        };
    }

    static Map<String, Object> money(String max, String currency) {
        return members("max", max, "currency", currency);
    }

    private static List<Boolean> truths(String word) {
        return switch (word) {
            case "true" -> List.of(true);
            case "false" -> List.of(false);
            case BOTH -> List.of(true, false);
            default -> List.of();
        };
    }

    private static Map<String, Object> members(String one, Object first, String other, Object second) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put(one, first);
        object.put(other, second);
        return object;
    }

    /** The row of a constraint that is registered. */
    static ParameterRow row(String name, JsonNode constraint) {
        if (constraint.has("items")) {
            ParameterRow item = row(name, constraint.path("items"));
            return new ParameterRow(name, item.kind(), item.first(), item.second(), constraint.path("max_items").asString());
        }
        if (constraint.has("max")) {
            return new ParameterRow(name, ConstraintKind.MONEY, text(constraint, "max"), text(constraint, "currency"), "");
        }
        ConstraintKind kind = kind(constraint);
        JsonNode value = constraint.path(kind.word());
        return switch (kind) {
            case DECIMAL, INTEGER -> new ParameterRow(name, kind, text(value, "min"), text(value, "max"), "");
            case BOOLEAN -> new ParameterRow(name, kind, value.size() > 1 ? BOTH : value.path(0).asString(), "", "");
            case ONE_OF -> new ParameterRow(name, kind, lines(value), "", "");
            case FREE -> ParameterRow.named(name);
            default -> new ParameterRow(name, kind, value.asString(), "", "");
        };
    }

    private static ConstraintKind kind(JsonNode constraint) {
        return constraint.propertyStream().map(Map.Entry::getKey).flatMap(word -> ConstraintKind.parse(word).stream())
                .findFirst().orElse(ConstraintKind.FREE);
    }

    private static String lines(JsonNode values) {
        return StreamSupport.stream(values.spliterator(), false).map(JsonNode::asString).collect(Collectors.joining("\n"));
    }

    private static String text(JsonNode object, String member) {
        return object.path(member).asString();
    }
}
