package dev.errand.authz.http;

import java.net.http.HttpResponse;
import java.util.List;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An answer of the server. */
record Reply(int status, HttpResponse<String> http) {

    private static final JsonMapper JSON = JsonMapper.shared();

    static Reply of(HttpResponse<String> http) {
        return new Reply(http.statusCode(), http);
    }

    String body() {
        return http.body();
    }

    JsonNode json() {
        return JSON.readTree(http.body());
    }

    /** A member of the JSON body as text; empty if it is not there. */
    String text(String member) {
        return json().path(member).asString("");
    }

    /** Status, error code and reason, the way tables of refusals name them. */
    String refusal() {
        return status + " " + text("error") + " " + text("reason");
    }

    String location() {
        return http.headers().firstValue("Location").orElse("");
    }

    List<String> cookies() {
        return http.headers().allValues("Set-Cookie");
    }
}
