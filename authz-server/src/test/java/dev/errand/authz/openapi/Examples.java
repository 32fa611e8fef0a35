package dev.errand.authz.openapi;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.errand.authz.admin.PathName;
import dev.errand.authz.testing.Browser;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

/**
 * A request for each operation of the API that is let through. What reads a list, or one thing of a list, needs no line
 * here; what changes something does.
 */
final class Examples {

    static final String SUBJECT = "example-user";
    static final String CLIENT = "example-agent";

    private static final String WHY = "?why=example";
    private static final String SCOPE = """
              - name: read:example$NUMBER
                tool: https://example.example
                description: Read one thing
                effect: read
                identifier: {pattern: "thing-[0-9]{1,10}"}
                actions:
                  - {name: read-thing, parameters: {}}
            """;
    private static final String YAML = "scopes:\n" + SCOPE.replace("$NUMBER", "-1") + SCOPE.replace("$NUMBER", "-2")
            + SCOPE.replace("$NUMBER", "-3") + """
            tools:
              - {resource: "https://example.example", name: Example, jwks: {keys: []}}
            """;
    private static final String AGENT = """
            {"name": "Example", "method": "none", "redirect_uris": ["https://agent.example/cb"],
             "allowed_scopes": ["read:example-1"]}""";

    private final Browser admin;
    private final Map<String, Example> changes = new LinkedHashMap<>();

    /** Asks for the operation; what is asked for first makes what is asked for later possible. */
    private interface Example {
        MockHttpServletResponse send() throws Exception;
    }

    Examples(Browser admin) {
        this.admin = admin;
        changes.put("PUT /registry", () -> yaml("PUT", "/registry" + WHY));
        changes.put("POST /registry/plan", () -> yaml("POST", "/registry/plan"));
        changes.put("POST /registry/import", () -> json("POST", "/registry/import", "{\"resource\": \"https://127.0.0.1\"}"));
        changes.put("GET /registry/{}/{}/history", () -> plain("GET", "/registry/scope/read:example-1/history"));
        changes.put("POST /registry/{}/{}/versions/{}/activate",
                () -> seen("/scopes/read:example-1", "/registry/scope/read:example-1/versions/1/activate" + WHY));
        changes.put("PUT /tools/{}", () -> json("PUT", "/tools/" + PathName.of("https://other.example") + WHY, """
                {"resource": "https://other.example", "name": "Other", "jwks": {"keys": []}}"""));
        changes.put("PUT /scopes/{}", () -> json("PUT", "/scopes/read:example-4" + WHY, """
                {"name": "read:example-4", "tool": "https://example.example", "description": "Read one thing",
                 "effect": "read", "identifier": {"pattern": "thing-[0-9]{1,10}"},
                 "actions": [{"name": "read-thing", "parameters": {}}]}"""));
        changes.put("PUT /compositions/{}", () -> json("PUT", "/compositions/examples" + WHY, """
                {"name": "examples", "tool": "https://example.example", "description": "Read both",
                 "scopes": ["read:example-2", "read:example-3"]}"""));
        changes.put("PUT /rules/{}", () -> json("PUT", "/rules/never-examples" + WHY, """
                {"name": "never-examples", "description": "Not both", "scopes": ["read:example-1", "read:example-2"]}"""));
        changes.put("PUT /agents/{}", () -> json("PUT", "/agents/" + CLIENT, AGENT));
        changes.put("GET /agents/{}/disable", () -> plain("GET", "/agents/" + CLIENT + "/disable"));
        changes.put("POST /agents/{}/disable", () -> plain("POST", "/agents/" + CLIENT + "/disable"));
        changes.put("POST /agents/{}/enable", () -> plain("POST", "/agents/" + CLIENT + "/enable"));
        changes.put("GET /kill-switch", () -> plain("GET", "/kill-switch?target=agent&id=" + CLIENT));
        changes.put("POST /kill-switch",
                () -> json("POST", "/kill-switch?target=agent&id=" + CLIENT, "{\"why\": \"example\"}"));
        changes.put("PUT /users/{}", () -> json("PUT", "/users/" + SUBJECT, """
                {"username": "%s", "roles": ["user"], "password": "%s"}""".formatted(SUBJECT, UUID.randomUUID())));
        changes.put("POST /what-if", () -> json("POST", "/what-if", """
                {"agent": "%s", "user": "%s", "resource": "https://example.example", "scope": "read:example-2"}"""
                .formatted(CLIENT, SUBJECT)));
        changes.put("GET /users/{}/disable", () -> plain("GET", "/users/" + SUBJECT + "/disable"));
        changes.put("POST /users/{}/disable", () -> plain("POST", "/users/" + SUBJECT + "/disable"));
        changes.put("POST /users/{}/enable", () -> plain("POST", "/users/" + SUBJECT + "/enable"));
        changes.put("POST /users/{}/unlock", () -> plain("POST", "/users/" + SUBJECT + "/unlock"));
        changes.put("POST /sessions/{}/end", () -> plain("POST", "/sessions/nothing/end"));
        changes.put("GET /ledger/export", () -> plain("GET", "/ledger/export?of=calls&format=json"));
        changes.put("POST /runs/{}/revoke", () -> plain("POST", "/runs/run-1/revoke"));
        changes.put("POST /upstream/{}/publish-scopes", () -> plain("POST", "/upstream/nothing/publish-scopes"));
        changes.put("POST /registry/{}/{}/retire",
                () -> seen("/scopes/read:example-4", "/registry/scope/read:example-4/retire" + WHY));
    }

    /** The operations in an order in which they work. */
    Iterable<String> inOrder() {
        return changes.keySet();
    }

    /** The answer to the operation; empty if nobody says how to ask for it. */
    Optional<MockHttpServletResponse> answer(String operation) throws Exception {
        if (changes.containsKey(operation)) {
            return Optional.of(changes.get(operation).send());
        }
        String path = operation.substring(operation.indexOf(' ') + 1);
        if (!operation.startsWith("GET ") || path.indexOf("{}") != path.lastIndexOf("{}")) {
            return Optional.empty();
        }
        if (!path.contains("{}")) {
            return Optional.of(plain("GET", path));
        }
        int variable = path.indexOf("/{}");
        return Optional.of(plain("GET", first(path.substring(0, variable)) + path.substring(variable + "/{}".length())));
    }

    /** The way to the first thing of a list. */
    private String first(String list) throws Exception {
        JsonNode page = JsonMapper.shared().readTree(plain("GET", list).getContentAsString());
        String href = page.at("/items/0/href").asString("");
        return href.isEmpty() ? list + "/nothing" : href.substring(ApiDocument.BASE.length());
    }

    private MockHttpServletResponse yaml(String method, String path) throws Exception {
        String tag = plain("GET", "/registry").getHeader("ETag");
        return send(of(method, path).header("If-Match", tag).contentType("application/yaml").content(YAML));
    }

    /** A POST for the state of a thing that is there to read. */
    private MockHttpServletResponse seen(String thing, String path) throws Exception {
        return send(of("POST", path).header("If-Match", plain("GET", thing).getHeader("ETag")));
    }

    private MockHttpServletResponse json(String method, String path, String body) throws Exception {
        MockHttpServletRequestBuilder request = of(method, path).contentType("application/json").content(body);
        return send(method.equals("PUT") ? request.header("If-None-Match", "*") : request);
    }

    private MockHttpServletResponse plain(String method, String path) throws Exception {
        return send(of(method, path));
    }

    private MockHttpServletRequestBuilder of(String method, String path) throws Exception {
        return request(HttpMethod.valueOf(method), URI.create(ApiDocument.BASE + path)).header("X-CSRF-TOKEN", admin.csrf());
    }

    private MockHttpServletResponse send(MockHttpServletRequestBuilder request) throws Exception {
        return admin.send(request).getResponse();
    }
}
