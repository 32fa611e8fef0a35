package dev.errand.toolscope.json;

import java.util.OptionalInt;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/**
 * Reads one YAML document as if it were {@linkplain StrictJson strict JSON}: beside what is refused there, aliases
 * and tags of values are refused, so that no document is larger than it looks and none names a Java class.
 */
public final class StrictYaml {

    /** Objects and arrays within each other: a document holds what JSON holds, and two levels around it. */
    private static final int MAX_DEPTH = StrictJson.MAX_DEPTH + 2;

    private static final YAMLMapper MAPPER = YAMLMapper
            .builder(YAMLFactory.builder()
                    .streamReadConstraints(StrictJson.constraints().maxNestingDepth(MAX_DEPTH).build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(YAMLWriteFeature.MINIMIZE_QUOTES, YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                    .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER, YAMLWriteFeature.SPLIT_LINES)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final String REFUSED = "is not YAML as accepted here: no duplicate keys, one document, at most "
            + MAX_DEPTH + " deep";

    private static final String LINE = "; see line ";

    private StrictYaml() {}

    /** The document as a tree, or why it is none. The size is that of its UTF-8 form. */
    public static Parsed<JsonNode> read(String text, int maxBytes) {
        if (StrictJson.larger(text, maxBytes)) {
            return new Parsed.Malformed<>("", "is larger than " + maxBytes + " bytes");
        }
        try {
            if (hasAliasOrTag(text)) {
                return new Parsed.Malformed<>("", "has an alias or a tag");
            }
            JsonNode root = MAPPER.readTree(text);
            return root == null || root.isMissingNode()
                    ? new Parsed.Malformed<>("", "is empty")
                    : new Parsed.Value<>(root);
        } catch (JacksonException e) {
            return new Parsed.Malformed<>("", REFUSED + line(e));
        } catch (NumberFormatException e) {
            return new Parsed.Malformed<>("", REFUSED);
        }
    }

    /** What was read of a text, or why it is malformed together with the line. */
    public static <T> Parsed<T> located(Parsed<T> parsed, String text) {
        if (parsed instanceof Parsed.Malformed<T>(String member, String problem) && !member.isEmpty()) {
            OptionalInt line = line(text, member);
            return line.isPresent()
                    ? new Parsed.Malformed<>(member, problem + LINE + line.getAsInt())
                    : parsed;
        }
        return parsed;
    }

    /**
     * The line of a member such as {@code scopes[0].name} in a text that can be read, counted from 1; that of the object
     * or array that it would be in if it is missing.
     */
    public static OptionalInt line(String text, String member) {
        try (JsonParser parser = MAPPER.createParser(text)) {
            return new MemberLine(member).in(parser);
        } catch (JacksonException e) {
            return OptionalInt.empty();
        }
    }

    /** YAML text of a value made of maps, lists, texts, numbers and booleans. */
    public static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    private static String line(JacksonException e) {
        var at = e.getLocation();
        return at == null ? "" : LINE + at.getLineNr();
    }

    // The tree would hold an alias as the text of its name, and drop tags.
    private static boolean hasAliasOrTag(String text) {
        try (YAMLParser parser = (YAMLParser) MAPPER.createParser(text)) {
            JsonToken token = parser.nextToken();
            while (token != null) {
                if (parser.isCurrentAlias() || parser.getTypeId() != null) {
                    return true;
                }
                token = parser.nextToken();
            }
            return false;
        }
    }
}
