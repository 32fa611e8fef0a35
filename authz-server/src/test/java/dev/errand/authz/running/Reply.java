package dev.errand.authz.running;

import java.net.http.HttpResponse;
import java.util.List;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An answer of the server. */
public record Reply(int status, HttpResponse<String> http) {

    private static final JsonMapper JSON = JsonMapper.shared();

    public static Reply of(HttpResponse<String> http) {
        return new Reply(http.statusCode(), http);
    }

    public String body() {
        return http.body();
    }

    public JsonNode json() {
        return JSON.readTree(http.body());
    }

    /** A member of the JSON body as text; empty if it is not there. */
    public String text(String member) {
        return json().path(member).asString("");
    }

    /** Status, error code and reason, the way tables of refusals name them. */
    public String refusal() {
        return status + " " + text("error") + " " + text("reason");
    }

    public String location() {
        return http.headers().firstValue("Location").orElse("");
    }

    public List<String> cookies() {
        return http.headers().allValues("Set-Cookie");
    }
}
