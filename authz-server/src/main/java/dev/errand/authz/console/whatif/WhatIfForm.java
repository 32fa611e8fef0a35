package dev.errand.authz.console.whatif;

import java.util.Optional;

import org.springframework.util.MultiValueMap;

import dev.errand.authz.admin.whatif.WhatIfRequest;

/**
 * What is typed into the form, and stands in the URL.
 *
 * @param runId the run that is asked about; empty where agent and user are named
 * @param agent the agent's client id
 * @param user the user's subject
 * @param resource the tool
 * @param scope the scopes, a blank between two
 * @param details {@code authorization_details} as JSON
 */
public record WhatIfForm(String runId, String agent, String user, String resource, String scope, String details) {

    static WhatIfForm of(MultiValueMap<String, String> query) {
        return new WhatIfForm(one(query, "run_id"), one(query, "agent"), one(query, "user"), one(query, "resource"),
                one(query, "scope"), one(query, "authorization_details"));
    }

    private static String one(MultiValueMap<String, String> query, String name) {
        return Optional.ofNullable(query.getFirst(name)).map(String::strip).orElse("");
    }

    /** Whether there is a question; else the form alone is shown. */
    boolean asks() {
        return !scope.isEmpty();
    }

    WhatIfForm with(String otherResource, String otherDetails) {
        return new WhatIfForm(runId, agent, user, otherResource, scope, otherDetails);
    }

    /** @throws dev.errand.toolscope.InvalidValue if it names neither a run nor an agent and a user, or both */
    WhatIfRequest request() {
        return new WhatIfRequest(given(runId), given(agent), given(user), given(resource), given(scope), given(details));
    }

    private static Optional<String> given(String typed) {
        return Optional.of(typed).filter(text -> !text.isEmpty());
    }
}
