package dev.errand.cli.scopes;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import com.nimbusds.jose.jwk.ECKey;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

import dev.errand.dpop.client.ClientAssertion;
import dev.errand.dpop.client.DPoPInterceptor;
import dev.errand.dpop.client.DPoPKey;

/**
 * An administrative client of one server: authenticates with its key, gets a token of the administration API that is
 * bound to a key of this process (RFC 6749 §4.4, RFC 9449 §5), and sends requests with it.
 */
final class AdminSession {

    private static final int MAX_ANSWER = 16 << 20;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(60);
    private static final String API = "/admin/api";

    private final String issuer;
    private final String clientId;
    private final ECKey clientKey;
    private final InstantSource clock;
    private final ClientAssertion assertions;
    private final RestClient http;
    private @Nullable String token;

    AdminSession(String issuer, String clientId, ECKey clientKey, InstantSource clock, SecureRandom random) {
        this.issuer = issuer;
        this.clientId = clientId;
        this.clientKey = clientKey;
        this.clock = clock;
        this.assertions = new ClientAssertion(random);
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER).connectTimeout(CONNECT_TIMEOUT).build());
        requests.setReadTimeout(READ_TIMEOUT);
        this.http = RestClient.builder().requestFactory(requests)
                .requestInterceptor(new DPoPInterceptor(DPoPKey.generate(), clock, random)).build();
    }

    /**
     * Sends a request about a document to the API.
     *
     * @param path below {@code /admin/api}
     * @param yaml the body, or empty for none
     */
    Answer send(HttpMethod method, String path, Map<String, String> headers, String yaml) {
        return send(method, path, headers, "application/yaml", yaml);
    }

    /** Posts JSON to the API. */
    Answer post(String path, String json) {
        return send(HttpMethod.POST, path, Map.of(), MediaType.APPLICATION_JSON_VALUE, json);
    }

    private Answer send(HttpMethod method, String path, Map<String, String> headers, String type, String body) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(HttpHeaders.AUTHORIZATION, "DPoP " + token());
        return exchange(method, API + path, all, type, body);
    }

    private String token() {
        String known = token;
        if (known != null) {
            return known;
        }
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        form.put("resource", issuer + API);
        form.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        form.put("client_assertion", assertions.sign(clientKey, clientId, issuer, clock.instant(), null));
        Answer answer = exchange(HttpMethod.POST, "/oauth2/token", Map.of(), MediaType.APPLICATION_FORM_URLENCODED_VALUE,
                form.entrySet().stream()
                        .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&")));
        String fresh = answer.expect(200).json().path("access_token").asString("");
        token = fresh;
        return fresh;
    }

    private Answer exchange(HttpMethod method, String path, Map<String, String> headers, String type, String body) {
        RestClient.RequestBodySpec request = http.method(method).uri(uri(path)).accept(MediaType.ALL);
        headers.forEach(request::header);
        if (!body.isEmpty()) {
            request.contentType(MediaType.parseMediaType(type + (type.contains("yaml") ? ";charset=utf-8" : "")))
                    .body(body.getBytes(StandardCharsets.UTF_8));
        }
        try {
            return Objects.requireNonNull(request.exchange((sent, answer) -> read(answer)));
        } catch (ResourceAccessException e) {
            throw new ServerRefused("No answer from " + issuer + "; is the server running there?");
        }
    }

    private URI uri(String path) {
        try {
            return URI.create(issuer + path);
        } catch (IllegalArgumentException e) {
            throw new ServerRefused("--server is no URL");
        }
    }

    private static Answer read(ClientHttpResponse answer) throws IOException {
        try (InputStream body = answer.getBody()) {
            return new Answer(answer.getStatusCode().value(), answer.getHeaders(),
                    new String(body.readNBytes(MAX_ANSWER), StandardCharsets.UTF_8));
        }
    }
}
