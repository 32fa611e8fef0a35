package dev.errand.sample.agent.oauth;

import java.net.URI;

import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

import dev.errand.sample.agent.http.Answer;
import dev.errand.sample.agent.http.Http;

/**
 * The endpoints of one authorization server, as its metadata names them (RFC 8414 §3).
 *
 * @param issuer the issuer, which the metadata must repeat exactly
 * @param pushed pushed authorization request endpoint (RFC 9126)
 * @param authorization authorization endpoint
 * @param token token endpoint
 * @param revocation revocation endpoint (RFC 7009)
 */
public record ServerMetadata(URI issuer, URI pushed, URI authorization, URI token, URI revocation) {

    /**
     * Fetches the metadata of {@code issuer}.
     *
     * @throws IllegalStateException if there is none, or it is of another issuer (RFC 8414 §3.3)
     */
    public static ServerMetadata discover(URI issuer) {
        Answer answer = Http.plain().json(HttpMethod.GET, at(issuer), null, null);
        JsonNode metadata = answer.body();
        if (!answer.ok() || !issuer.toString().equals(metadata.path("issuer").asString(""))) {
            throw new IllegalStateException("No metadata of " + issuer + ": " + answer);
        }
        return new ServerMetadata(issuer, endpoint(metadata, "pushed_authorization_request_endpoint"),
                endpoint(metadata, "authorization_endpoint"), endpoint(metadata, "token_endpoint"),
                endpoint(metadata, "revocation_endpoint"));
    }

    /** Where the metadata of {@code issuer} is. */
    public static URI at(URI issuer) {
        return URI.create(issuer + "/.well-known/oauth-authorization-server");
    }

    /** Where a run's state is answered to the holder of its run token. */
    public URI run() {
        return URI.create(issuer + "/run");
    }

    private static URI endpoint(JsonNode metadata, String member) {
        String value = metadata.path(member).asString("");
        if (value.isEmpty()) {
            throw new IllegalStateException("The server's metadata has no " + member);
        }
        return URI.create(value);
    }

}
