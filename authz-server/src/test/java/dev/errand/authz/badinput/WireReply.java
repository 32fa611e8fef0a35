package dev.errand.authz.badinput;

import java.util.List;
import java.util.Optional;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** An answer as it came; {@link #CUT} where the server closed the connection instead of one. */
record WireReply(int status, List<WireRequest.Header> headers, String text) {

    static final WireReply CUT = new WireReply(0, List.of(), "");

    private static final JsonMapper JSON = JsonMapper.shared();

    String header(String name) {
        return all(name).stream().findFirst().orElse("");
    }

    List<String> all(String name) {
        return headers.stream().filter(header -> header.name().equalsIgnoreCase(name))
                .map(WireRequest.Header::value).toList();
    }

    boolean isJson() {
        return header("Content-Type").matches("application/(problem\\+|vnd\\.spring-boot\\.actuator\\.v3\\+)?json(;.*)?");
    }

    /** The body as JSON; nothing if it is none. */
    Optional<JsonNode> json() {
        try {
            return Optional.of(JSON.readTree(text));
        } catch (JacksonException ex) {
            return Optional.empty();
        }
    }

    String member(String name) {
        return json().orElse(MissingNode.getInstance()).path(name).asString("");
    }

    /** Status, error code and reason, as tables of refusals name them. */
    String refusal() {
        return status + " " + member("error") + " " + member("reason");
    }
}
