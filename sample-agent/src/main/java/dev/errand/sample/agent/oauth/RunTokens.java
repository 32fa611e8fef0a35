package dev.errand.sample.agent.oauth;

import tools.jackson.databind.JsonNode;

/**
 * What the token endpoint gave for a run.
 *
 * @param runId the run
 * @param runToken the run token, for the authorization server alone
 * @param refreshToken good once
 * @param granted the granted {@code authorization_details}
 */
public record RunTokens(String runId, String runToken, String refreshToken, JsonNode granted) {

    static RunTokens from(JsonNode body) {
        return new RunTokens(body.path("run_id").asString(), body.path("access_token").asString(),
                body.path("refresh_token").asString(), body.path("authorization_details"));
    }

    /** Leaves the tokens out. */
    @Override
    public String toString() {
        return "RunTokens[" + runId + "]";
    }

}
