package dev.errand.toolscope.json;

import java.nio.charset.StandardCharsets;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads JSON (RFC 8259) that others wrote, once and in one way: the size is bounded before anything is parsed, and
 * duplicate members, trailing bytes, a depth of more than 8 and numbers of more than 20 characters are refused. Any
 * other text means the same to every reader.
 */
public final class StrictJson {

    /** Objects and arrays within each other. */
    static final int MAX_DEPTH = 8;

    /** The longest number, in characters. */
    static final int MAX_NUMBER = 20;

    private static final int MAX_NAME = 200;
    private static final JsonMapper MAPPER = JsonMapper
            .builder(JsonFactory.builder()
                    .streamReadConstraints(constraints().build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private StrictJson() {}

    /** The document, or why it is none. The size is that of its UTF-8 form. */
    public static Parsed<JsonNode> read(String text, int maxBytes) {
        if (larger(text, maxBytes)) {
            return new Parsed.Malformed<>("", "is larger than " + maxBytes + " bytes");
        }
        try {
            JsonNode root = MAPPER.readTree(text);
            return root == null || root.isMissingNode()
                    ? new Parsed.Malformed<>("", "is empty")
                    : new Parsed.Value<>(root);
        } catch (JacksonException | NumberFormatException e) {
            // Their messages quote the document. The second is what an exponent out of range leads to.
            return new Parsed.Malformed<>("", "is not JSON as accepted here: no duplicate members, no trailing bytes,"
                    + " at most " + MAX_DEPTH + " deep, no number over " + MAX_NUMBER + " characters");
        }
    }

    /** Compact JSON text of a tree, or of a value made of maps, lists, texts, numbers and booleans. */
    public static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /** The tree of a value made of maps, lists, texts, numbers and booleans, such as the claims of a token. */
    static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    static boolean larger(String text, int maxBytes) {
        return text.length() > maxBytes || text.getBytes(StandardCharsets.UTF_8).length > maxBytes;
    }

    static StreamReadConstraints.Builder constraints() {
        return StreamReadConstraints.builder()
                .maxNestingDepth(MAX_DEPTH)
                .maxNumberLength(MAX_NUMBER)
                .maxNameLength(MAX_NAME);
    }
}
