package dev.errand.toolscope.json;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import dev.errand.toolscope.Authority;
import dev.errand.toolscope.Constraint;
import dev.errand.toolscope.Constraint.Free;
import dev.errand.toolscope.Identifiers;
import dev.errand.toolscope.Identifiers.Exactly;
import dev.errand.toolscope.InvalidValue;
import dev.errand.toolscope.NarrowingRequest;
import dev.errand.toolscope.ScopeName;

/** Details of type {@code tool_call}: the request and the grant. */
final class ToolCallJson {

    private static final int MAX_PARAMETERS = 64;

    private ToolCallJson() {}

    static NarrowingRequest typedRequest(StrictObject object) {
        requireType(object);
        return request(object);
    }

    static NarrowingRequest request(StrictObject object) {
        return new NarrowingRequest(new ScopeName(object.text("scope")), single(object, "locations"),
                single(object, "actions"), object.optionalText("identifier"), limits(object));
    }

    static Map<String, Object> write(NarrowingRequest request) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("scope", request.scope().value());
        request.location().ifPresent(location -> object.put("locations", List.of(location)));
        request.action().ifPresent(action -> object.put("actions", List.of(action)));
        request.identifier().ifPresent(identifier -> object.put("identifier", identifier));
        if (!request.limits().isEmpty()) {
            object.put("limits", ConstraintJson.write(request.limits()));
        }
        return object;
    }

    static Map<String, Object> granted(Authority authority, int version) {
        if (!authority.pinned()) {
            throw new IllegalArgumentException("Only an authority for one action on one object can be granted");
        }
        String action = authority.actions().keySet().iterator().next();
        Map<String, Constraint> limits = new TreeMap<>(authority.actions().getOrDefault(action, Map.of()));
        List<String> free = limits.keySet().stream().filter(name -> limits.get(name) instanceof Free).toList();
        free.forEach(limits::remove);
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", DetailsJson.TOOL_CALL);
        object.put("scope", authority.scope().value());
        object.put("version", version);
        object.put("locations", List.of(authority.tool()));
        object.put("actions", List.of(action));
        authority.identifier().ifPresent(identifiers -> object.put("identifier", value(identifiers)));
        object.put("limits", ConstraintJson.write(limits));
        object.put("free", free);
        return object;
    }

    static Authority readGranted(StrictObject object) {
        requireType(object);
        if (object.integer("version") < 1) {
            throw new InvalidValue("version", "is not positive");
        }
        Map<String, Constraint> parameters = new TreeMap<>(limits(object));
        for (String name : object.texts("free", MAX_PARAMETERS)) {
            if (parameters.put(name, new Free()) != null) {
                throw new InvalidValue("free", "names a parameter that has a limit");
            }
        }
        Authority authority = new Authority(new ScopeName(object.text("scope")), required(object, "locations"),
                object.optionalText("identifier").map(Exactly::new),
                Map.of(required(object, "actions"), parameters));
        if (!authority.pinned()) {
            throw new InvalidValue("limits", "waits for a session fact");
        }
        return authority;
    }

    private static Map<String, Constraint> limits(StrictObject object) {
        return object.has("limits") ? object.map("limits", MAX_PARAMETERS, ConstraintJson::limit) : Map.of();
    }

    private static Optional<String> single(StrictObject object, String member) {
        return object.has(member) ? Optional.of(required(object, member)) : Optional.empty();
    }

    private static String required(StrictObject object, String member) {
        List<String> texts = object.texts(member, 1);
        if (texts.isEmpty()) {
            throw new InvalidValue(member, "is empty");
        }
        return texts.getFirst();
    }

    private static void requireType(StrictObject object) {
        if (!object.text("type").equals(DetailsJson.TOOL_CALL)) {
            throw new InvalidValue("type", "is not " + DetailsJson.TOOL_CALL);
        }
    }

    private static String value(Identifiers identifiers) {
        return switch (identifiers) {
            case Exactly(String value) -> value;
            case Identifiers.Matching unpinned -> throw new IllegalStateException("Not pinned");
            case Identifiers.SameAs open -> throw new IllegalStateException("Not resolved");
        };
    }
}
