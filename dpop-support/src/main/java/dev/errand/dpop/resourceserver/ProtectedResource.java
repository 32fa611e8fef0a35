package dev.errand.dpop.resourceserver;

import jakarta.servlet.http.HttpServletRequest;

import dev.errand.dpop.HttpTarget;

/**
 * The resource server as the world knows it.
 *
 * @param uri its resource indicator (RFC 8707): the one audience of its tokens, and the public URL of the application's
 * root, against which {@code htu} is compared whatever the {@code Host} header says
 * @param issuer the one issuer whose tokens it takes, compared as an exact string
 */
public record ProtectedResource(String uri, String issuer) {

    private static final String WELL_KNOWN = "/.well-known/oauth-protected-resource";

    /** Refuses a URI that is no absolute http(s) URI, or has a query or fragment. */
    public ProtectedResource {
        if (HttpTarget.parse(uri).isEmpty() || uri.indexOf('?') >= 0 || uri.indexOf('#') >= 0) {
            throw new IllegalArgumentException("a resource is an absolute http(s) URI without query and fragment: " + uri);
        }
        if (issuer.isBlank()) {
            throw new IllegalArgumentException("a resource has an issuer");
        }
    }

    /** Where its metadata is (RFC 9728 §3.1): the well-known part goes between host and path. */
    public String metadataUrl() {
        HttpTarget target = HttpTarget.parse(uri).orElseThrow();
        String path = target.toString().substring(target.origin().length());
        return target.origin() + WELL_KNOWN + (path.equals("/") ? "" : path);
    }

    /** The public URL of a request, its path exactly as received. */
    String urlOf(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return (uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri) + path;
    }
}
