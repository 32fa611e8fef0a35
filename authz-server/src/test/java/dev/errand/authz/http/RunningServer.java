package dev.errand.authz.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.errand.authz.AuthzServer;
import dev.errand.authz.testing.TestClock;
import dev.errand.dpop.nonce.DPoPNonces;

/**
 * The whole server on a port of its own, with a database of its own and a clock that stands still. Its public address
 * is not the one that it is reached by, as behind any proxy.
 */
final class RunningServer implements AutoCloseable {

    static final String ISSUER = "https://as.example";
    static final String ORDERS = "https://orders.example";
    static final String REFUNDS = "https://refunds.example";
    static final String REDIRECT_URI = "http://127.0.0.1/callback";

    final TestClock clock = TestClock.atNoon();
    final ECKey agentKey = key();
    final ECKey otherAgentKey = key();

    private final ConfigurableApplicationContext context;
    private final HttpClient http = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private final int port;

    RunningServer() {
        this("jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1");
    }

    RunningServer(String databaseUrl) {
        this.context = new SpringApplicationBuilder(AuthzServer.class)
                .initializers(context -> ((GenericApplicationContext) context).registerBean("testClock",
                        InstantSource.class, () -> clock))
                .run("--server.port=0", "--errand.issuer=" + ISSUER, "--errand.bootstrap=" + setUp(),
                        "--spring.datasource.url=" + databaseUrl, "--logging.level.root=warn");
        this.port = ((WebServerApplicationContext) context).getWebServer().getPort();
    }

    private Path setUp() {
        try {
            String text = new String(RunningServer.class.getResourceAsStream("/http-set-up.yaml").readAllBytes(),
                    StandardCharsets.UTF_8);
            Path file = Files.createTempFile("set-up", ".yaml");
            file.toFile().deleteOnExit();
            return Files.writeString(file, text.replace("$AGENT_KEY", publicJwk(agentKey))
                    .replace("$OTHER_KEY", publicJwk(otherAgentKey)));
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static String publicJwk(ECKey key) {
        return key.toPublicJWK().toJSONString();
    }

    static ECKey key() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
        } catch (JOSEException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** A nonce as an answer would bring it. */
    String nonce() {
        return context.getBean(DPoPNonces.class).issue();
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    List<String> names(Class<?> type) {
        return List.of(context.getBeanNamesForType(type));
    }

    JdbcClient jdbc() {
        return context.getBean(JdbcClient.class);
    }

    Reply get(String pathAndQuery, Map<String, String> headers) {
        return send(request(pathAndQuery, headers).GET().build());
    }

    /** Posts a form; a name may come several times. */
    Reply post(String path, List<Map.Entry<String, String>> form, List<Map.Entry<String, String>> headers) {
        HttpRequest.Builder request = request(path, Map.of());
        if (headers.stream().noneMatch(header -> header.getKey().equals("Content-Type"))) {
            request.header("Content-Type", "application/x-www-form-urlencoded");
        }
        headers.forEach(header -> request.header(header.getKey(), header.getValue()));
        return send(request.POST(HttpRequest.BodyPublishers.ofString(encoded(form))).build());
    }

    /** Posts a form body exactly as it is given. */
    Reply postRaw(String path, String body) {
        return send(request(path, Map.of("Content-Type", "application/x-www-form-urlencoded"))
                .POST(HttpRequest.BodyPublishers.ofString(body)).build());
    }

    private HttpRequest.Builder request(String pathAndQuery, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + pathAndQuery));
        headers.forEach(request::header);
        return request;
    }

    private Reply send(HttpRequest request) {
        try {
            return Reply.of(http.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
    }

    private static String encoded(List<Map.Entry<String, String>> form) {
        return form.stream().map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    @Override
    public void close() {
        context.close();
    }
}
