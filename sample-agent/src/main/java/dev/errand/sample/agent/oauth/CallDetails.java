package dev.errand.sample.agent.oauth;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The one call that a credential is asked for: an element {@code tool_call} of {@code authorization_details} (RFC 9396).
 *
 * @param scope the tool scope
 * @param tool the tool's resource indicator (RFC 8707)
 * @param action the scope's action
 * @param identifier the one object that the call is about
 * @param limits the limit of each limited parameter
 */
public record CallDetails(String scope, URI tool, String action, String identifier, Map<String, Limit> limits) {

    public CallDetails {
        limits = Map.copyOf(limits);
    }

    /** The same call with another limit for {@code parameter}. */
    public CallDetails with(String parameter, Limit limit) {
        Map<String, Limit> changed = new LinkedHashMap<>(limits);
        changed.put(parameter, limit);
        return new CallDetails(scope, tool, action, identifier, changed);
    }

    /** What the call may be, for people: {@code order-12345 <= 20.00 USD}. */
    public String bounds() {
        String most = limits.values().stream().map(limit -> " <= " + limit).collect(Collectors.joining());
        return identifier + most;
    }

    /** Its JSON form. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", "tool_call");
        json.put("scope", scope);
        json.put("locations", List.of(tool.toString()));
        json.put("actions", List.of(action));
        json.put("identifier", identifier);
        if (!limits.isEmpty()) {
            json.put("limits", limitsJson(limits));
        }
        return json;
    }

    static Map<String, Object> limitsJson(Map<String, Limit> limits) {
        Map<String, Object> json = new LinkedHashMap<>();
        limits.forEach((parameter, limit) -> json.put(parameter, limit.json()));
        return json;
    }

}
