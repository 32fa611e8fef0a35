package dev.errand.authz.console.editor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import tools.jackson.databind.JsonNode;

/** A registered scope, from its JSON in the form of a document, as the form to change it with. */
final class RegisteredForm {

    private RegisteredForm() {}

    static ScopeForm of(JsonNode entry) {
        JsonNode identifier = entry.path("identifier");
        String kind = identifier.isObject() ? identifier.propertyNames().iterator().next() : "none";
        return new ScopeForm(text(entry, "name"), text(entry, "tool"), text(entry, "description"),
                new ScopeForm.Terms(text(entry, "effect"), text(entry, "lifetime"), text(entry, "max_uses"),
                        entry.path("consent_memory").asBoolean(false) ? "true" : "false"),
                StreamSupport.stream(entry.path("labels").spliterator(), false).map(JsonNode::asString)
                        .collect(Collectors.joining(" ")),
                kind, text(identifier, kind), actions(entry.path("actions")), text(entry.path("run_default"), "max_calls"),
                totals(entry.path("run_default").path("totals")));
    }

    private static List<ActionRow> actions(JsonNode actions) {
        List<ActionRow> rows = new ArrayList<>();
        for (JsonNode action : actions) {
            rows.add(new ActionRow(text(action, "name"), action.path("parameters").propertyStream()
                    .map(parameter -> RowConstraint.row(parameter.getKey(), parameter.getValue())).toList()));
        }
        return rows;
    }

    private static List<TotalRow> totals(JsonNode totals) {
        return totals.propertyStream().map(total -> new TotalRow(total.getKey(), text(total.getValue(), "max"),
                text(total.getValue(), "currency"))).toList();
    }

    private static String text(JsonNode object, String member) {
        return object.path(member).asString("");
    }
}
