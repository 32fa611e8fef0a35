package dev.errand.authz.fetch;

import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

import tools.jackson.databind.JsonNode;

import dev.errand.toolscope.PlainText;
import dev.errand.toolscope.ResourceIndicator;
import dev.errand.toolscope.ScopeName;
import dev.errand.toolscope.json.Parsed;
import dev.errand.toolscope.json.StrictJson;

/**
 * Protected resource metadata (RFC 9728 §2), of which we read four members; what else it has is not our business.
 *
 * @param resource whose it says that it is
 * @param name its {@code resource_name}, if a tool can be called so
 * @param keys where its keys are
 * @param scopes what it supports, as far as these are scope names
 */
record MetadataDocument(String resource, Optional<String> name, Optional<String> keys, SortedSet<ScopeName> scopes) {

    private static final String WELL_KNOWN = "/.well-known/oauth-protected-resource";
    private static final int MAX_NAME = 100;

    /** Where a resource has it: the well-known path goes before the resource's own (RFC 9728 §3.1). */
    static String location(String resource) {
        int path = resource.indexOf('/', resource.indexOf("://") + "://".length());
        return path < 0
                ? resource + WELL_KNOWN
                : resource.substring(0, path) + WELL_KNOWN + resource.substring(path);
    }

    static MetadataDocument read(String json) throws FetchRefused {
        if (!(StrictJson.read(json, BoundedHttp.MAX_BYTES) instanceof Parsed.Value<JsonNode>(JsonNode root))
                || !root.isObject()) {
            throw malformed();
        }
        String resource = text(root, "resource").orElseThrow(MetadataDocument::malformed);
        Optional<String> name = text(root, "resource_name").filter(it -> PlainText.problem(it, MAX_NAME).isEmpty());
        Optional<String> keys = text(root, "jwks_uri");
        if (keys.flatMap(ResourceIndicator::problem).isPresent()) {
            throw malformed();
        }
        return new MetadataDocument(resource, name, keys, scopes(root));
    }

    private static Optional<String> text(JsonNode root, String member) throws FetchRefused {
        JsonNode value = root.path(member);
        if (!value.isMissingNode() && !value.isString()) {
            throw malformed();
        }
        return value.isString() ? Optional.of(value.stringValue()) : Optional.empty();
    }

    private static NavigableSet<ScopeName> scopes(JsonNode root) throws FetchRefused {
        JsonNode supported = root.path("scopes_supported");
        if (!supported.isMissingNode() && !(supported.isArray() && supported.valueStream().allMatch(JsonNode::isString))) {
            throw malformed();
        }
        NavigableSet<ScopeName> scopes = new TreeSet<>();
        supported.valueStream().forEach(scope -> ScopeName.parse(scope.stringValue()).ifPresent(scopes::add));
        return scopes;
    }

    private static FetchRefused malformed() {
        return new FetchRefused(FetchProblem.METADATA_MALFORMED);
    }
}
