package dev.errand.sample.agent.oauth;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The run that a user is asked for: an element {@code agent_run} of {@code authorization_details} (RFC 9396).
 *
 * @param purpose the agent's own words
 * @param life how long the run is to last
 * @param ceiling what its credentials may be made of
 * @param budget what they may add up to
 */
public record RunDetails(String purpose, Duration life, List<Part> ceiling, Budget budget) {

    public RunDetails {
        ceiling = List.copyOf(ceiling);
    }

    /**
     * One scope of the ceiling.
     *
     * @param scope the tool scope
     * @param identifier the one object it is for
     * @param limits the limit of each limited parameter
     */
    public record Part(String scope, String identifier, Map<String, Limit> limits) {

        public Part {
            limits = Map.copyOf(limits);
        }

        private Map<String, Object> json() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("scope", scope);
            json.put("identifier", identifier);
            if (!limits.isEmpty()) {
                json.put("limits", CallDetails.limitsJson(limits));
            }
            return json;
        }

    }

    /**
     * The sum of all calls.
     *
     * @param maxCalls how many calls
     * @param totals the total of each summed parameter
     */
    public record Budget(int maxCalls, Map<String, Limit> totals) {

        public Budget {
            totals = Map.copyOf(totals);
        }

        private Map<String, Object> json() {
            return Map.of("max_calls", maxCalls, "totals", CallDetails.limitsJson(totals));
        }

    }

    /** Its JSON form. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", "agent_run");
        json.put("purpose", purpose);
        json.put("expires_in", life.toSeconds());
        json.put("ceiling", ceiling.stream().map(Part::json).toList());
        json.put("budget", budget.json());
        return json;
    }

}
