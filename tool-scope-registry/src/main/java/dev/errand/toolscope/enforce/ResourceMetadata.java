package dev.errand.toolscope.enforce;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/**
 * The protected resource metadata of this tool (RFC 9728 §2, §3), as its annotations tell it. It leaves
 * {@code bearer_methods_supported} out: the tool takes no Bearer token by any method.
 */
final class ResourceMetadata {

    static final String ALGORITHM = "ES256";
    private static final String WELL_KNOWN = "/.well-known/oauth-protected-resource";

    private final String resource;
    private final String issuer;
    private final URI uri;

    ResourceMetadata(String resource, String issuer) {
        this.resource = resource;
        this.issuer = issuer;
        this.uri = URI.create(resource);
    }

    /** The path at which it is served: the well-known one, then the resource's own (RFC 9728 §3.1). */
    String path() {
        String own = uri.getRawPath() == null || uri.getRawPath().equals("/") ? "" : uri.getRawPath();
        return WELL_KNOWN + own;
    }

    /** Where challenges say that it is (RFC 9728 §5.1). */
    String url() {
        return uri.getScheme() + "://" + uri.getRawAuthority() + path();
    }

    Map<String, Object> document(SortedSet<String> scopes) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("resource", resource);
        document.put("authorization_servers", List.of(issuer));
        document.put("scopes_supported", List.copyOf(scopes));
        document.put("authorization_details_types_supported", List.of("tool_call"));
        document.put("dpop_signing_alg_values_supported", List.of(ALGORITHM));
        document.put("dpop_bound_access_tokens_required", true);
        return document;
    }
}
