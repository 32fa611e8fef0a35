package dev.errand.toolscope.json;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import dev.errand.toolscope.InvalidValue;
import dev.errand.toolscope.PlainText;

/**
 * One JSON object, read member by member. A member that nobody asked for is malformed, and so is one of another type;
 * {@code null} is no value. Use it inside {@link #read}; not thread-safe.
 */
public final class StrictObject {

    private final JsonNode node;
    private final String path;
    private final Set<String> asked = new HashSet<>();

    private StrictObject(JsonNode node, String path) {
        if (!node.isObject()) {
            throw new Malformation(path, "is not an object");
        }
        this.node = node;
        this.path = path;
    }

    /**
     * Reads an object to the last member.
     *
     * @param path
     *            where the object stands in its document; empty for the document itself
     * @param reader
     *            may also throw {@link InvalidValue}, which is taken to be about a member of this object
     */
    public static <T> Parsed<T> read(JsonNode node, String path, Function<StrictObject, T> reader) {
        try {
            return new Parsed.Value<>(readAll(node, path, reader));
        } catch (Malformation malformation) {
            return malformation.parsed();
        }
    }

    /** Reads an array's elements. */
    public static <T> Parsed<List<T>> readList(JsonNode node, String path, int max, Function<StrictObject, T> reader) {
        try {
            return new Parsed.Value<>(list(node, path, max, (element, at) -> readAll(element, at, reader)));
        } catch (Malformation malformation) {
            return malformation.parsed();
        }
    }

    public boolean has(String member) {
        return this.node.has(member);
    }

    /** The member as it is, for a reader of its own. */
    public JsonNode node(String member) {
        return optionalNode(member).orElseThrow(() -> new Malformation(at(member), "is missing"));
    }

    public Optional<JsonNode> optionalNode(String member) {
        this.asked.add(member);
        return Optional.ofNullable(this.node.get(member));
    }

    public String text(String member) {
        return text(node(member), at(member));
    }

    public Optional<String> optionalText(String member) {
        return optionalNode(member).map(value -> text(value, at(member)));
    }

    public int integer(String member) {
        JsonNode value = node(member);
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw new Malformation(at(member), "is not an integer");
        }
        return value.intValue();
    }

    public boolean truth(String member) {
        return truth(node(member), at(member));
    }

    public Optional<Boolean> optionalTruth(String member) {
        return optionalNode(member).map(value -> truth(value, at(member)));
    }

    public <T> T object(String member, Function<StrictObject, T> reader) {
        return readAll(node(member), at(member), reader);
    }

    public <T> Optional<T> optionalObject(String member, Function<StrictObject, T> reader) {
        return optionalNode(member).map(value -> readAll(value, at(member), reader));
    }

    /** The objects of an array; an absent array is malformed. */
    public <T> List<T> objects(String member, int max, Function<StrictObject, T> reader) {
        return list(node(member), at(member), max, (element, at) -> readAll(element, at, reader));
    }

    /** The elements of an array, of whatever kind; an absent array is malformed. */
    public <T> List<T> list(String member, int max, BiFunction<JsonNode, String, Parsed<T>> reader) {
        return list(node(member), at(member), max, (element, at) -> valueOf(reader.apply(element, at)));
    }

    /** The member by a reader of its own. */
    public <T> T value(String member, BiFunction<JsonNode, String, Parsed<T>> reader) {
        return valueOf(reader.apply(node(member), at(member)));
    }

    /** The texts of an array; an absent array is malformed, and so is a text that comes twice. */
    public List<String> texts(String member, int max) {
        Set<String> seen = new HashSet<>();
        return list(node(member), at(member), max, (element, at) -> {
            String text = text(element, at);
            if (!seen.add(text)) {
                throw new Malformation(at, "comes twice");
            }
            return text;
        });
    }

    /** An object used as a map from names of the caller's own; order is kept. */
    public <T> Map<String, T> map(String member, int max, BiFunction<JsonNode, String, Parsed<T>> reader) {
        JsonNode object = node(member);
        if (!object.isObject()) {
            throw new Malformation(at(member), "is not an object");
        }
        if (object.size() > max) {
            throw new Malformation(at(member), "has more than " + max + " members");
        }
        Map<String, T> values = new LinkedHashMap<>();
        object.properties().forEach(entry -> {
            String at = step(at(member), entry.getKey());
            values.put(entry.getKey(), valueOf(reader.apply(entry.getValue(), at)));
        });
        return values;
    }

    private String at(String member) {
        return step(this.path, member);
    }

    private static <T> T readAll(JsonNode node, String path, Function<StrictObject, T> reader) {
        StrictObject object = new StrictObject(node, path);
        try {
            T value = reader.apply(object);
            object.refuseUnasked();
            return value;
        } catch (InvalidValue invalid) {
            throw new Malformation(invalid.member().isEmpty() ? path : step(path, invalid.member()), invalid.problem());
        }
    }

    private static <T> List<T> list(JsonNode array, String path, int max, BiFunction<JsonNode, String, T> reader) {
        if (!array.isArray()) {
            throw new Malformation(path, "is not an array");
        }
        if (array.size() > max) {
            throw new Malformation(path, "has more than " + max + " elements");
        }
        List<T> values = new ArrayList<>();
        for (JsonNode element : array) {
            values.add(reader.apply(element, path + "[" + values.size() + "]"));
        }
        return values;
    }

    private static <T> T valueOf(Parsed<T> parsed) {
        return switch (parsed) {
            case Parsed.Value<T>(T value) -> value;
            case Parsed.Malformed<T>(String member, String problem) -> throw new Malformation(member, problem);
        };
    }

    private void refuseUnasked() {
        for (String member : this.node.propertyNames()) {
            if (!this.asked.contains(member)) {
                throw new Malformation(at(member), "is an unknown member");
            }
        }
    }

    private static String text(@Nullable JsonNode value, String at) {
        if (value == null || !value.isString()) {
            throw new Malformation(at, "is not a text");
        }
        return value.stringValue();
    }

    private static boolean truth(JsonNode value, String at) {
        if (!value.isBoolean()) {
            throw new Malformation(at, "is neither true nor false");
        }
        return value.booleanValue();
    }

    // A member's name may be anything a caller sent, and paths end up in logs.
    static String step(String path, String member) {
        boolean presentable = PlainText.problem(member, 64).isEmpty();
        return (path.isEmpty() ? "" : path + ".") + (presentable ? member : "?");
    }
}
