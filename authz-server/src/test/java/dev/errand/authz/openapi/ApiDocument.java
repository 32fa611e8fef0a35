package dev.errand.authz.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The API's description, to compare things with. */
public final class ApiDocument {

    /** What the paths of the document are below. */
    public static final String BASE = "/admin/api/v1";

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head", "options");
    private static final Pattern CHOICE = Pattern.compile("\\{[a-zA-Z]+:([a-z-]+(?:\\|[a-z-]+)+)}");
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
    private static final ApiDocument CHECKED_IN = new ApiDocument(text());

    private final JsonNode root;

    ApiDocument(String yaml) {
        this.root = YAMLMapper.builder().build().readTree(yaml);
    }

    /** The one that the server serves. */
    public static ApiDocument checkedIn() {
        return CHECKED_IN;
    }

    static String text() {
        try (InputStream document = ApiDocument.class.getResourceAsStream("/openapi.yaml")) {
            return new String(document.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    JsonNode root() {
        return root;
    }

    /** What it describes: a method and a path, whose variables have lost their names. */
    Set<String> operations() {
        Set<String> operations = new TreeSet<>();
        root.path("paths").properties().forEach(path -> path.getValue().propertyNames().stream().filter(METHODS::contains)
                .forEach(method -> operations.add(operation(method, path.getKey()))));
        return operations;
    }

    /** The paths that a pattern stands for: a variable that can be one of few words is each of them in turn. */
    public static List<String> spelledOut(String pattern) {
        Matcher choice = CHOICE.matcher(pattern);
        return choice.find()
                ? Stream.of(choice.group(1).split("\\|")).flatMap(word -> spelledOut(
                        pattern.substring(0, choice.start()) + word + pattern.substring(choice.end())).stream()).toList()
                : List.of(pattern);
    }

    static String operation(String method, String path) {
        return method.toUpperCase(Locale.ROOT) + " " + path.replaceAll("\\{[^/}]*}", "{}");
    }

    /**
     * What about an answer is not as described. An operation that is not described at all is nobody's fault here, and an
     * escape in the path, which no name needs, may be refused before it comes to any.
     *
     * @param path with everything below the server, without the query
     * @param contentType empty if there is none
     */
    public List<String> faults(String method, String path, int status, String contentType, String body) {
        Optional<JsonNode> operation = find(method, path);
        if (operation.isEmpty() || (status == 400 && path.contains("%"))) {
            return List.of();
        }
        JsonNode responses = operation.get().path("responses");
        JsonNode response = resolved(responses.path(Integer.toString(status)).isMissingNode() && status >= 400
                ? responses.path("default")
                : responses.path(Integer.toString(status)));
        String type = contentType.split(";", 2)[0].strip();
        JsonNode content = response.path("content").path(type);
        if (content.isMissingNode()) {
            return type.isEmpty() && response.isObject() && !response.has("content")
                    ? List.of()
                    : List.of("no " + status + " of type " + type);
        }
        return type.endsWith("json") ? faults(content.path("schema"), body) : List.of();
    }

    private Optional<JsonNode> find(String method, String path) {
        String name = method.toLowerCase(Locale.ROOT);
        return !path.startsWith(BASE + "/")
                ? Optional.empty()
                : root.path("paths").properties().stream()
                        .filter(one -> path.substring(BASE.length()).matches(one.getKey().replaceAll("\\{[^/}]*}", "[^/]+")))
                        .filter(one -> one.getValue().has(name))
                        .min(Comparator.comparingLong(one -> one.getKey().chars().filter(c -> c == '{').count()))
                        .map(one -> one.getValue().get(name));
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? root.at(node.get("$ref").stringValue().substring(1)) : node;
    }

    private List<String> faults(JsonNode schema, String body) {
        ObjectNode whole = JsonMapper.shared().createObjectNode();
        whole.set("components", root.path("components"));
        whole.putArray("allOf").add(schema);
        try {
            List<String> faults = new ArrayList<>();
            SCHEMAS.getSchema(whole).validate(JsonMapper.shared().readTree(body))
                    .forEach((Error error) -> faults.add(error.getInstanceLocation() + ": " + error.getMessage()));
            return faults;
        } catch (JacksonException ex) {
            return List.of("no JSON");
        }
    }

    /** What about a schema is no schema. */
    static List<String> faultsOfSchema(JsonNode schema) {
        return SCHEMAS.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"))
                .validate(schema).stream().map(Error::toString).toList();
    }
}
