package dev.errand.sample.tools.issuer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

import dev.errand.dpop.client.DPoPKey;

/** Sends requests with credentials and fresh proofs, exactly as they are given. */
public final class StandInAgent {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final StandInIssuer issuer;
    private final String resource;
    private final int port;
    private final HttpClient http = HttpClient.newHttpClient();
    private final DPoPKey key;
    private volatile @Nullable String nonce;

    /** Calls the tool of that resource, which listens at that port. */
    public StandInAgent(StandInIssuer issuer, String resource, int port) {
        this(issuer, resource, port, DPoPKey.generate());
    }

    private StandInAgent(StandInIssuer issuer, String resource, int port, DPoPKey key) {
        this.issuer = issuer;
        this.resource = resource;
        this.port = port;
        this.key = key;
    }

    /** The same agent, with the same key, at another node of the tool. */
    public StandInAgent at(int otherPort) {
        return new StandInAgent(issuer, resource, otherPort, key);
    }

    /** An answer; a body that is not JSON is missing. */
    public record Answer(int status, JsonNode body, String challenge, String retryAfter) {

        public String reason() {
            return body.path("reason").asString("");
        }
    }

    public Answer call(Credential credential, Request request) {
        return call(sign(credential), request);
    }

    /** The signed credential, bound to this agent's key. */
    public String sign(Credential credential) {
        return issuer.sign(credential.type(), bound(credential));
    }

    public String signByStranger(Credential credential) {
        return issuer.signByStranger(credential.type(), bound(credential));
    }

    private String bound(Credential credential) {
        return JSON.writeValueAsString(credential.with("cnf", Map.of("jkt", key.jkt())).claims());
    }

    /** What shows the credential, and proves its key for such a request. */
    public Map<String, String> credentials(String token, String method, String path) {
        if (nonce == null) {
            callUnauthenticated("/");
        }
        String proof = key.proof(method, resource + path, token, nonce, Instant.now(), UUID.randomUUID().toString());
        return Map.of("Authorization", "DPoP " + token, "DPoP", proof);
    }

    public Answer call(String token, Request request) {
        HttpRequest.Builder message = HttpRequest.newBuilder(URI.create("http://localhost:" + port + request.target()));
        credentials(token, request.method(), request.target().split("\\?", 2)[0]).forEach(message::header);
        request.headers().forEach(message::header);
        message.method(request.method(), request.body().isEmpty()
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofByteArray(request.body().getBytes(request.charset())));
        return answer(exchange(message.build()));
    }

    /** A request without credential or proof. */
    public Answer callUnauthenticated(String target) {
        return answer(exchange(HttpRequest.newBuilder(URI.create("http://localhost:" + port + target)).build()));
    }

    private HttpResponse<String> exchange(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Answer answer(HttpResponse<String> response) {
        response.headers().firstValue("DPoP-Nonce").ifPresent(next -> nonce = next);
        JsonNode body = response.headers().firstValue("Content-Type").filter(type -> type.contains("json")).isPresent()
                && !response.body().isEmpty() ? JSON.readTree(response.body()) : MissingNode.getInstance();
        return new Answer(response.statusCode(), body, response.headers().firstValue("WWW-Authenticate").orElse(""),
                response.headers().firstValue("Retry-After").orElse(""));
    }
}
