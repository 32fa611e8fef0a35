package dev.errand.authz.admin.whatif;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;

import dev.errand.authz.whatif.Question;
import dev.errand.toolscope.InvalidValue;
import dev.errand.toolscope.json.StrictObject;

/**
 * What is asked: either of a run, or of an agent and a user as if they had no run yet.
 *
 * @param runId the run; empty where agent and user are named
 * @param agent the agent's client id
 * @param user the user's subject
 * @param resource as at the token endpoint, like the two that follow: the tool
 * @param scope the scopes, a blank between two
 * @param details the {@code authorization_details}, as JSON
 */
public record WhatIfRequest(Optional<String> runId, Optional<String> agent, Optional<String> user,
        Optional<String> resource, Optional<String> scope, Optional<String> details) {

    private static final Pattern ID = Pattern.compile("[\\x21-\\x7e]{1,255}");

    /**
     * @throws InvalidValue if it names neither a run nor an agent and a user, or both, or one of them is no name
     */
    public WhatIfRequest {
        requireId("run_id", runId);
        requireId("agent", agent);
        requireId("user", user);
        if (runId.isPresent() && (agent.isPresent() || user.isPresent())) {
            throw new InvalidValue("run_id", "says who asks already: agent and user do not go with it");
        }
        if (runId.isEmpty() && agent.isEmpty()) {
            throw new InvalidValue("agent", "is missing, and so is run_id");
        }
        if (runId.isEmpty() && user.isEmpty()) {
            throw new InvalidValue("user", "is missing, and so is run_id");
        }
    }

    /** Whether something could have this name: nothing else may reach the database. */
    static boolean isName(String text) {
        return ID.matcher(text).matches();
    }

    private static void requireId(String member, Optional<String> id) {
        if (!id.map(WhatIfRequest::isName).orElse(true)) {
            throw new InvalidValue(member, "is no such name");
        }
    }

    /** Reads the body of a request; details may be JSON in a text, as at the token endpoint, or JSON itself. */
    static WhatIfRequest read(StrictObject body) {
        return new WhatIfRequest(body.optionalText("run_id"), body.optionalText("agent"), body.optionalText("user"),
                body.optionalText("resource"), body.optionalText("scope"),
                body.optionalNode("authorization_details").map(WhatIfRequest::text));
    }

    private static String text(JsonNode details) {
        return details.isString() ? details.stringValue() : details.toString();
    }

    Question question() {
        Map<String, String> parameters = new LinkedHashMap<>();
        resource.ifPresent(value -> parameters.put("resource", value));
        scope.ifPresent(value -> parameters.put("scope", value));
        details.ifPresent(value -> parameters.put("authorization_details", value));
        return new Question(runId.<Question.Lender>map(Question.OfRun::new)
                .orElseGet(() -> new Question.OfUser(agent.orElseThrow(), user.orElseThrow())), parameters);
    }
}
