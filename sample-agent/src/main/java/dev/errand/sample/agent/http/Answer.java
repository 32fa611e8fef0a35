package dev.errand.sample.agent.http;

import java.util.function.Function;

import org.springframework.http.HttpHeaders;
import tools.jackson.databind.JsonNode;

/**
 * What a server said.
 *
 * @param status HTTP status code
 * @param headers response headers
 * @param body the JSON body; a missing node where the response had none, or no JSON
 */
public record Answer(int status, HttpHeaders headers, JsonNode body) {

    /** Whether the status is one of success. */
    public boolean ok() {
        return status / 100 == 2;
    }

    /** Reads a success with {@code reader}, or keeps the refusal. */
    public <T> Reply<T> read(Function<JsonNode, T> reader) {
        return ok() ? new Reply.Granted<>(reader.apply(body)) : new Reply.Refused<>(refusal());
    }

    /** The refusal in this answer; call it only where {@link #ok()} is false. */
    public Refusal refusal() {
        return new Refusal(status, body.path("error").asString(""), body.path("reason").asString(""));
    }

    /** Names the status alone: a body may hold a token. */
    @Override
    public String toString() {
        return "Answer[" + status + "]";
    }

}
