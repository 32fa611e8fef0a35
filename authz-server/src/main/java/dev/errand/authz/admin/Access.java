package dev.errand.authz.admin;

import java.util.List;

import org.springframework.http.HttpMethod;

import dev.errand.authz.user.Role;

/**
 * Who may reach which routes of the administration API. A star is one segment of the path.
 *
 * @param method the method
 * @param paths below {@code /admin/api/v1}
 * @param roles any of which is enough
 */
record Access(HttpMethod method, List<String> paths, List<Role> roles) {

    /** Everything there is: what is not listed nobody may reach. */
    static final List<Access> ALL = List.of(
            toRead(HttpMethod.GET, "/openapi.yaml", "/registry", "/registry/*/*/history", "/tools", "/tools/*",
                    "/tools/*/history", "/scopes", "/scopes/*", "/compositions", "/compositions/*", "/rules", "/rules/*"),
            toRead(HttpMethod.GET, "/agents", "/agents/*", "/agents/*/disable", "/users", "/users/*", "/users/*/disable",
                    "/sessions"),
            toRead(HttpMethod.GET, "/runs", "/runs/*", "/runs/*/blast-radius", "/kill-switch"),
            toRead(HttpMethod.GET, "/ledger/calls", "/ledger/issuances", "/ledger/refusals", "/ledger/events",
                    "/ledger/unreported", "/ledger/export", "/usage"),
            // These ask, and change nothing.
            toRead(HttpMethod.POST, "/registry/plan", "/what-if"),
            toChange(HttpMethod.PUT, "/registry", "/tools/*", "/scopes/*", "/compositions/*", "/rules/*", "/agents/*",
                    "/users/*"),
            toChange(HttpMethod.POST, "/registry/import", "/registry/*/*/versions/*/activate", "/registry/*/*/retire"),
            toChange(HttpMethod.POST, "/agents/*/disable", "/agents/*/enable", "/users/*/disable", "/users/*/enable",
                    "/users/*/unlock"),
            toChange(HttpMethod.POST, "/runs/*/revoke", "/sessions/*/end", "/kill-switch"),
            toChange(HttpMethod.POST, "/upstream/*/publish-scopes"));

    private static Access toRead(HttpMethod method, String... paths) {
        return new Access(method, List.of(paths), List.of(Role.ADMIN, Role.AUDITOR));
    }

    private static Access toChange(HttpMethod method, String... paths) {
        return new Access(method, List.of(paths), List.of(Role.ADMIN));
    }

    /** The methods: what may be read may be asked for without its content (RFC 9110 §9.3.2). */
    List<HttpMethod> methods() {
        return method.equals(HttpMethod.GET) ? List.of(method, HttpMethod.HEAD) : List.of(method);
    }

    String[] patterns() {
        return paths.stream().map(path -> AdminRoutes.BASE + "/v1" + path)
                .toArray(String[]::new);
    }
}
