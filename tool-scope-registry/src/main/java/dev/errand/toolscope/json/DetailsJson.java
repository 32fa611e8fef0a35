package dev.errand.toolscope.json;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import tools.jackson.databind.JsonNode;

import dev.errand.toolscope.Authority;
import dev.errand.toolscope.Constraint;
import dev.errand.toolscope.Money;
import dev.errand.toolscope.NarrowingRequest;

/**
 * The {@code authorization_details} of tool calls (RFC 9396 §2, type {@code tool_call}): what a caller asks for, what
 * was granted, and the form in which an authority is stored. Unknown members and constraints are malformed.
 */
public final class DetailsJson {

    /** The type of a detail about one tool call. */
    public static final String TOOL_CALL = "tool_call";

    private static final String DETAILS = "authorization_details";
    private static final int MAX_DETAILS = 16;

    private DetailsJson() {}

    /**
     * Reads what a caller asks for: {@code scope}, and optionally {@code locations} and {@code actions} of one element
     * each, {@code identifier} and {@code limits}.
     *
     * @param alsoAllowed
     *            members of the object that the caller reads itself
     */
    public static Parsed<NarrowingRequest> narrowing(JsonNode object, Set<String> alsoAllowed, String path) {
        return StrictObject.read(object, path, members -> {
            alsoAllowed.forEach(members::optionalNode);
            return ToolCallJson.request(members);
        });
    }

    /** Reads the value of the parameter {@code authorization_details} of a token request: tool calls, a scope each. */
    public static Parsed<List<NarrowingRequest>> toolCalls(String json, int maxBytes) {
        return switch (StrictJson.read(json, maxBytes)) {
            case Parsed.Value<JsonNode>(JsonNode array) -> StrictObject
                    .readList(array, DETAILS, MAX_DETAILS, ToolCallJson::typedRequest)
                    .then(DetailsJson::oneForEachScope);
            case Parsed.Malformed<JsonNode>(String member, String problem) -> new Parsed.Malformed<>(DETAILS, problem);
        };
    }

    /** What was asked for, as a detail without its type. */
    public static Map<String, Object> write(NarrowingRequest request) {
        return ToolCallJson.write(request);
    }

    /**
     * The detail that grants an authority, made of maps, lists, texts and numbers.
     *
     * @param version
     *            of the scope that the authority was taken from
     * @throws IllegalArgumentException
     *             if the authority is not {@linkplain Authority#pinned() pinned}
     */
    public static Map<String, Object> granted(Authority authority, int version) {
        return ToolCallJson.granted(authority, version);
    }

    /** Reads a granted detail out of the claims of a verified token. */
    public static Parsed<Authority> readGranted(Map<String, Object> element) {
        return StrictObject.read(StrictJson.tree(element), "", ToolCallJson::readGranted);
    }

    /** Reads {@code {"max":"50.00","currency":"USD"}}. */
    public static Parsed<Money> money(JsonNode node, String path) {
        return ConstraintJson.money(node, path);
    }

    /** Reads {@code {max, currency}} or {@code {one_of}}. */
    public static Parsed<Constraint> limit(JsonNode node, String path) {
        return ConstraintJson.limit(node, path);
    }

    public static Map<String, Object> write(Money money) {
        return ConstraintJson.write(money);
    }

    /** The constraint as an object, or the text {@code free}. */
    public static Object write(Constraint constraint) {
        return ConstraintJson.write(constraint);
    }

    /** An authority of any kind, for storage. */
    public static JsonNode toJson(Authority authority) {
        return StrictJson.tree(AuthorityJson.write(authority));
    }

    /** Reads what {@link #toJson} wrote. */
    public static Parsed<Authority> authority(JsonNode stored) {
        return StrictObject.read(stored, "", AuthorityJson::read);
    }

    private static Parsed<List<NarrowingRequest>> oneForEachScope(List<NarrowingRequest> requests) {
        if (requests.isEmpty()) {
            return new Parsed.Malformed<>(DETAILS, "is empty");
        }
        Set<Object> scopes = new HashSet<>();
        for (int i = 0; i < requests.size(); i++) {
            if (!scopes.add(requests.get(i).scope())) {
                return new Parsed.Malformed<>(DETAILS + "[" + i + "].scope", "comes twice");
            }
        }
        return new Parsed.Value<>(requests);
    }
}
