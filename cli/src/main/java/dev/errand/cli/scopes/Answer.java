package dev.errand.cli.scopes;

import org.springframework.http.HttpHeaders;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the server answered. */
record Answer(int status, HttpHeaders headers, String text) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /**
     * This answer.
     *
     * @throws ServerRefused if it has another status; the message is the server's own
     */
    Answer expect(int wanted) {
        if (status != wanted) {
            throw new ServerRefused(refusal());
        }
        return this;
    }

    JsonNode json() {
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            throw new ServerRefused("The server's answer (" + status + ") is no JSON.");
        }
    }

    String etag() {
        String tag = headers.getETag();
        return tag == null ? "" : tag;
    }

    /** RFC 9457, or RFC 6749 §5.2. */
    private String refusal() {
        JsonNode problem = json();
        String what = problem.path("title").asString(problem.path("error_description").asString("no reason is given"));
        String where = problem.path("detail").asString("");
        return "The server refused (" + status + "): " + what + (where.isEmpty() ? "" : ": " + where) + " ["
                + problem.path("reason").asString(problem.path("error").asString("")) + "]";
    }
}
