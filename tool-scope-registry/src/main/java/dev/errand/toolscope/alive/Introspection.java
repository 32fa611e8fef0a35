package dev.errand.toolscope.alive;

import java.net.URI;
import java.util.Map;

import tools.jackson.databind.JsonNode;

import dev.errand.toolscope.json.Parsed;
import dev.errand.toolscope.json.StrictJson;

/**
 * Asks the issuer's introspection endpoint (<a href="https://www.rfc-editor.org/rfc/rfc7662#section-2">RFC 7662 §2</a>)
 * about a credential. Only {@code "active": true} is a yes, only {@code "active": false} is a no, and everything else is no
 * answer. Nothing is cached.
 */
public final class Introspection implements OnlineCheck {

    private static final int MOST_BYTES = 64 * 1024;

    private final TimedRequests issuer;
    private final URI uri;

    /**
     * At one endpoint.
     *
     * @param uri of the introspection endpoint
     */
    public Introspection(TimedRequests issuer, URI uri) {
        this.issuer = issuer;
        this.uri = uri;
    }

    @Override
    public Liveness check(String token) {
        return issuer.post(uri, Map.of("token", token)) instanceof TimedRequests.Reply.Body(String json)
                && StrictJson.read(json, MOST_BYTES) instanceof Parsed.Value<JsonNode>(JsonNode answer)
                && answer.path("active").isBoolean()
                        ? verdict(answer.path("active").booleanValue())
                        : new Liveness.Unknowable(Liveness.INTROSPECTION_UNAVAILABLE);
    }

    private static Liveness verdict(boolean active) {
        return active ? new Liveness.Alive() : new Liveness.Ended(Liveness.RUN_ENDED);
    }
}
