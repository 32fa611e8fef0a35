package dev.errand.toolscope.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.errand.toolscope.Authority;
import dev.errand.toolscope.Constraint;
import dev.errand.toolscope.Identifiers;
import dev.errand.toolscope.Identifiers.Exactly;
import dev.errand.toolscope.Identifiers.Matching;
import dev.errand.toolscope.InvalidValue;
import dev.errand.toolscope.ScopeName;
import dev.errand.toolscope.SessionFact;
import dev.errand.toolscope.ToolAction;

/** The form in which an authority is stored; exact in both directions. Its parts are those of a registered scope. */
final class AuthorityJson {

    private static final int MAX_ACTIONS = 64;
    private static final int MAX_PARAMETERS = 64;

    private AuthorityJson() {}

    static Authority read(StrictObject object) {
        Map<String, Map<String, Constraint>> actions = new TreeMap<>();
        for (ToolAction action : actions(object)) {
            if (actions.put(action.name(), action.parameters()) != null) {
                throw new InvalidValue("actions", "names an action twice");
            }
        }
        return new Authority(new ScopeName(object.text("scope")), object.text("tool"),
                object.optionalObject("identifier", AuthorityJson::identifiers), actions);
    }

    static Map<String, Object> write(Authority authority) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("scope", authority.scope().value());
        object.put("tool", authority.tool());
        authority.identifier().ifPresent(identifiers -> object.put("identifier", write(identifiers)));
        List<Object> actions = new ArrayList<>();
        authority.actions().forEach((name, parameters) -> actions.add(write(name, parameters)));
        object.put("actions", actions);
        return object;
    }

    static List<ToolAction> actions(StrictObject object) {
        return object.objects("actions",
                MAX_ACTIONS,
                action -> new ToolAction(action.text("name"), action.has("parameters")
                        ? action.map("parameters", MAX_PARAMETERS, ConstraintJson::constraint)
                        : Map.of()));
    }

    static Identifiers identifiers(StrictObject object) {
        if (object.has("session")) {
            return new Identifiers.SameAs(ConstraintJson.sessionFact(object));
        }
        return object.has("value") ? new Exactly(object.text("value")) : new Matching(object.text("pattern"));
    }

    static Map<String, Object> write(Identifiers identifiers) {
        return new LinkedHashMap<>(switch (identifiers) {
            case Matching(String pattern) -> Map.of("pattern", pattern);
            case Exactly(String value) -> Map.of("value", value);
            case Identifiers.SameAs(SessionFact fact) -> Map.of("session", fact.word());
        });
    }

    static Map<String, Object> write(String action, Map<String, Constraint> parameters) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", action);
        object.put("parameters", ConstraintJson.write(parameters));
        return object;
    }
}
