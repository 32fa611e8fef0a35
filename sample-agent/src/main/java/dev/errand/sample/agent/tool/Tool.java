package dev.errand.sample.agent.tool;

import java.net.URI;

import tools.jackson.databind.JsonNode;

import dev.errand.sample.agent.http.Http;
import dev.errand.sample.agent.http.Reply;
import dev.errand.sample.agent.oauth.Credential;

/** One tool, as its caller sees it. */
public final class Tool {

    private final String name;
    private final URI resource;

    public Tool(String name, URI resource) {
        this.name = name;
        this.resource = resource;
    }

    /** A word for people. */
    public String name() {
        return name;
    }

    /** The tool's resource indicator, the audience of its credentials. */
    public URI resource() {
        return resource;
    }

    /** Calls the tool with a credential; {@code http} proves whichever key the caller holds (RFC 9449 §7.1). */
    public Reply<JsonNode> call(Http http, Credential credential, ToolCall call) {
        return send(http, "DPoP", credential, call);
    }

    /** Calls the tool as if the credential were an ordinary bearer token (RFC 6750 §2.1). */
    public Reply<JsonNode> callAsBearer(Http http, Credential credential, ToolCall call) {
        return send(http, "Bearer", credential, call);
    }

    private Reply<JsonNode> send(Http http, String scheme, Credential credential, ToolCall call) {
        URI uri = URI.create(resource + call.path());
        return http.json(call.method(), uri, call.body(), scheme + " " + credential.token()).read(body -> body);
    }

}
