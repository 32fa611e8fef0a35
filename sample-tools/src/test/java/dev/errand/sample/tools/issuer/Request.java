package dev.errand.sample.tools.issuer;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request to a tool.
 *
 * @param target path and query, as they are sent
 */
public record Request(String method, String target, Map<String, String> headers, String body, Charset charset) {

    public static Request get(String target) {
        return new Request("GET", target, Map.of(), "", StandardCharsets.UTF_8);
    }

    public static Request postJson(String target, String body) {
        return new Request("POST", target, Map.of("Content-Type", "application/json"), body, StandardCharsets.UTF_8);
    }

    public Request withMethod(String other) {
        return new Request(other, target, headers, body, charset);
    }

    public Request withTarget(String other) {
        return new Request(method, other, headers, body, charset);
    }

    public Request withBody(String other) {
        return new Request(method, target, headers, other, charset);
    }

    public Request withHeader(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(headers);
        changed.put(name, value);
        return new Request(method, target, changed, body, charset);
    }

    public Request in(Charset other) {
        return new Request(method, target, headers, body, other);
    }
}
