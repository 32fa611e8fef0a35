package dev.errand.authz.console.tool;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ThumbprintUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.errand.authz.console.Difference;
import dev.errand.toolscope.registry.RegisteredTool;

/** What is different between two versions of a tool, its keys one by one. */
final class ToolDifferences {

    private ToolDifferences() {}

    /**
     * The differences.
     *
     * @param before what was registered before; empty if nothing was
     */
    static List<Difference> between(Optional<RegisteredTool> before, RegisteredTool after) {
        return Stream.of(
                Difference.of("registry.field.tool-name", before.map(RegisteredTool::name).stream().toList(),
                        List.of(after.name())),
                Difference.of("registry.field.jwks", before.map(ToolDifferences::keys).orElse(List.of()), keys(after)))
                .flatMap(Optional::stream).toList();
    }

    /** The keys that are gone, by what else is said of them too: a key whose use is another is still there. */
    static List<String> gone(Optional<RegisteredTool> before, RegisteredTool after) {
        List<String> left = thumbprints(after);
        return before.map(ToolDifferences::thumbprints).orElse(List.of()).stream().filter(key -> !left.contains(key)).toList();
    }

    private static List<String> thumbprints(RegisteredTool tool) {
        return jwks(tool).map(ToolDifferences::thumbprint).toList();
    }

    private static List<String> keys(RegisteredTool tool) {
        return jwks(tool).map(ToolDifferences::named).toList();
    }

    private static Stream<JsonNode> jwks(RegisteredTool tool) {
        return JsonMapper.shared().readTree(tool.jwks()).path("keys").valueStream();
    }

    /** The key by its thumbprint, with all that its owner says of it besides. */
    private static String named(JsonNode key) {
        String said = Stream.of("kid", "use", "alg", "key_ops").filter(key::has)
                .map(member -> " " + member + " " + words(key.path(member))).reduce("", String::concat);
        return thumbprint(key) + said;
    }

    private static String words(JsonNode value) {
        return value.isString() ? value.stringValue() : value.toString();
    }

    /** RFC 7638, SHA-256. Not by way of a parsed key: the registry does not ask whether a point lies on the curve. */
    private static String thumbprint(JsonNode key) {
        LinkedHashMap<String, String> required = new LinkedHashMap<>();
        Stream.of("crv", "kty", "x", "y").forEach(member -> required.put(member, key.path(member).asString()));
        try {
            return ThumbprintUtils.compute("SHA-256", required).toString();
        } catch (JOSEException ex) {
            throw new IllegalStateException("every JDK has SHA-256", ex);
        }
    }
}
