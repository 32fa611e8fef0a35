package dev.errand.authz.badinput;

import java.util.Set;

/**
 * One method of one path that something in the server answers.
 *
 * @param owner what answers it
 * @param parameters the request parameters that it declares
 */
record Endpoint(String method, String path, String owner, Set<String> parameters) {

    /** The path with something in the place of every variable. */
    String target() {
        return path.replaceAll("\\{[^/}]*}", "x-1").replace("**", "x").replace("*", "x");
    }

    boolean changes() {
        return !Set.of("GET", "HEAD", "OPTIONS").contains(method);
    }

    /** One of those that agents post to. */
    boolean isProtocol() {
        return owner.startsWith("OAuth2");
    }

    /** Whether every refusal is a row, or is counted if nobody knows the caller. */
    boolean keepsBooks() {
        return isProtocol() || path.equals("/run") || path.startsWith("/ledger") || path.equals("/oauth2/introspect");
    }

    String name() {
        return method + " " + path;
    }
}
