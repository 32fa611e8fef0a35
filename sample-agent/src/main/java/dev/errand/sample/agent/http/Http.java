package dev.errand.sample.agent.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.client.RestClient;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * Requests of the agent. A keyed one proves its key with every request (RFC 9449 §4) and answers the server's nonce
 * challenges; a plain one proves nothing. Thread-safe.
 */
public final class Http {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final RestClient client;

    private Http(RestClient client) {
        this.client = client;
    }

    /** Requests to which {@code interceptor} adds its proofs: a {@code DPoPInterceptor}. */
    public static Http proving(ClientHttpRequestInterceptor interceptor) {
        return new Http(builder().requestInterceptor(interceptor).build());
    }

    /** Requests without any proof. */
    public static Http plain() {
        return new Http(builder().build());
    }

    /** Sends a form, with an {@code Authorization} header if one is given. */
    public Answer form(URI uri, Map<String, String> form, @Nullable String authorization) {
        LinkedMultiValueMap<String, String> body = new LinkedMultiValueMap<>();
        form.forEach(body::add);
        return send(request(HttpMethod.POST, uri, authorization).contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .body(body));
    }

    /** Sends {@code json}, or no body where it is null. */
    public Answer json(HttpMethod method, URI uri, @Nullable Object json, @Nullable String authorization) {
        RestClient.RequestBodySpec request = request(method, uri, authorization);
        return send(json == null ? request : request.contentType(MediaType.APPLICATION_JSON).body(text(json)));
    }

    private RestClient.RequestBodySpec request(HttpMethod method, URI uri, @Nullable String authorization) {
        RestClient.RequestBodySpec request = client.method(method).uri(uri).accept(MediaType.APPLICATION_JSON);
        return authorization == null ? request : request.header(HttpHeaders.AUTHORIZATION, authorization);
    }

    private static Answer send(RestClient.RequestHeadersSpec<?> request) {
        return request.exchangeForRequiredValue((sent, response) -> answer(response));
    }

    private static Answer answer(ClientHttpResponse response) throws IOException {
        String body = new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(response.getStatusCode().value(), response.getHeaders(), parse(body));
    }

    private static JsonNode parse(String body) {
        try {
            return body.isBlank() ? MissingNode.getInstance() : JSON.readTree(body);
        } catch (JacksonException notJson) {
            return MissingNode.getInstance();
        }
    }

    /** Writes {@code value} as JSON text. */
    public static String text(Object value) {
        return JSON.writeValueAsString(value);
    }

    private static RestClient.Builder builder() {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(PATIENCE)
                .build();
        JdkClientHttpRequestFactory factory = new JdkClientHttpRequestFactory(http);
        factory.setReadTimeout(PATIENCE);
        return RestClient.builder().requestFactory(factory);
    }

}
