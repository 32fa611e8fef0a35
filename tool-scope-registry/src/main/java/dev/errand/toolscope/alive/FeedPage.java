package dev.errand.toolscope.alive;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import tools.jackson.databind.JsonNode;

import dev.errand.toolscope.json.Parsed;
import dev.errand.toolscope.json.StrictJson;

/**
 * One answer of a revocation feed: {@code {"cursor":…,"as_of":…,"revoked":[…],"more":…}}.
 *
 * @param cursor where to go on
 * @param more whether there is more to be had at once
 */
record FeedPage(String cursor, List<Revocation> revoked, boolean more) {

    private static final int LONGEST_CURSOR = 1024;

    /** Reads an answer. What it says beside these members is not read; what one of them lacks makes all of it worthless. */
    static Parsed<FeedPage> read(String json) {
        return StrictJson.read(json, TimedRequests.MOST_BYTES).then(FeedPage::page);
    }

    private static Parsed<FeedPage> page(JsonNode root) {
        JsonNode cursor = root.path("cursor");
        if (!cursor.isString() || cursor.stringValue().isEmpty() || cursor.stringValue().length() > LONGEST_CURSOR) {
            return new Parsed.Malformed<>("cursor", "is no text of 1 to " + LONGEST_CURSOR + " characters");
        }
        if (!root.path("as_of").isNumber() || !root.path("more").isBoolean()) {
            return new Parsed.Malformed<>("", "has no as_of that is a number, or no more that is true or false");
        }
        return revoked(root.path("revoked"))
                .then(list -> new Parsed.Value<>(new FeedPage(cursor.stringValue(), list, root.path("more").booleanValue())));
    }

    private static Parsed<List<Revocation>> revoked(JsonNode array) {
        if (!array.isArray()) {
            return new Parsed.Malformed<>("revoked", "is not an array");
        }
        List<Revocation> revoked = new ArrayList<>();
        for (JsonNode item : array) {
            Optional<Revocation> one = Revocation.read(item);
            if (one.isEmpty()) {
                return new Parsed.Malformed<>("revoked[" + revoked.size() + "]", "names no credential with its expiry");
            }
            revoked.add(one.get());
        }
        return new Parsed.Value<>(List.copyOf(revoked));
    }
}
