package dev.errand.authz.running;

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
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
import dev.errand.authz.openapi.DescribedAnswers;
import dev.errand.authz.testing.TestClock;
import dev.errand.authz.testing.TestDatabase;
import dev.errand.dpop.nonce.DPoPNonces;

/**
 * The whole server on a port of its own, with a database of its own and a clock that stands still. Its public address
 * is not the one that it is reached by, as behind any proxy.
 */
public final class RunningServer implements AutoCloseable {

    public static final String ISSUER = "https://as.example";
    public static final String ORDERS = "https://orders.example";
    public static final String REFUNDS = "https://refunds.example";
    public static final String REDIRECT_URI = "http://127.0.0.1/callback";

    private static final ReentrantLock LOGGING = new ReentrantLock();

    public final TestClock clock;
    public final ECKey agentKey;
    public final ECKey otherAgentKey;
    public final ECKey adminClientKey;
    public final ECKey auditorClientKey;

    private final String databaseUrl;
    private final ConfigurableApplicationContext context;
    private final HttpClient http = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private final int port;

    public RunningServer() {
        this(TestDatabase.H2.newUrl());
    }

    public RunningServer(String databaseUrl) {
        this(databaseUrl, _ -> {});
    }

    /** A server into whose context a test puts something of its own before it starts. */
    public RunningServer(String databaseUrl, Consumer<GenericApplicationContext> change) {
        this(databaseUrl, TestClock.atNoon(), keys(), change, UnaryOperator.identity());
    }

    /** A server with a clock that somebody else reads too. */
    public static RunningServer at(TestClock clock, String databaseUrl, Consumer<GenericApplicationContext> change) {
        return new RunningServer(databaseUrl, clock, keys(), change, UnaryOperator.identity());
    }

    /** A server in whose registry there is nothing. */
    public static RunningServer withoutRegistry() {
        return new RunningServer(TestDatabase.H2.newUrl(), TestClock.atNoon(), keys(), _ -> {},
                setUp -> setUp.substring(0, setUp.indexOf("\ntools:") + 1));
    }

    private static List<ECKey> keys() {
        return Stream.generate(RunningServer::key).limit(4).toList();
    }

    private RunningServer(String databaseUrl, TestClock clock, List<ECKey> keys,
            Consumer<GenericApplicationContext> change, UnaryOperator<String> setUp) {
        this.databaseUrl = databaseUrl;
        this.clock = clock;
        this.agentKey = keys.get(0);
        this.otherAgentKey = keys.get(1);
        this.adminClientKey = keys.get(2);
        this.auditorClientKey = keys.get(3);
        this.context = start(change, "--server.port=0", "--errand.issuer=" + ISSUER, "--errand.bootstrap=" + setUp(setUp),
                "--spring.datasource.url=" + databaseUrl, "--logging.level.root=warn");
        this.port = ((WebServerApplicationContext) context).getWebServer().getPort();
    }

    /** Applications that start at the same time set the one logging system up, which does not stand that. */
    private ConfigurableApplicationContext start(Consumer<GenericApplicationContext> change, String... arguments) {
        LOGGING.lock();
        try {
            return new SpringApplicationBuilder(AuthzServer.class).initializers(raw -> {
                unlockLogging();
                GenericApplicationContext fresh = (GenericApplicationContext) raw;
                fresh.registerBean("testClock", InstantSource.class, () -> clock);
                Patience.give(fresh);
                change.accept(fresh);
            }).run(arguments);
        } finally {
            unlockLogging();
        }
    }

    private static void unlockLogging() {
        if (LOGGING.isHeldByCurrentThread()) {
            LOGGING.unlock();
        }
    }

    /** Another node of the same server: same issuer, same database, same clock. */
    public RunningServer secondNode() {
        return secondNode(_ -> {});
    }

    /** Another node, into whose context a test puts something of its own. */
    public RunningServer secondNode(Consumer<GenericApplicationContext> change) {
        return new RunningServer(databaseUrl, clock, List.of(agentKey, otherAgentKey, adminClientKey, auditorClientKey), change,
                UnaryOperator.identity());
    }

    private Path setUp(UnaryOperator<String> change) {
        try {
            String text = new String(RunningServer.class.getResourceAsStream("/http-set-up.yaml").readAllBytes(),
                    StandardCharsets.UTF_8);
            Path file = Files.createTempFile("set-up", ".yaml");
            file.toFile().deleteOnExit();
            return Files.writeString(file, change.apply(text).replace("$AGENT_KEY", publicJwk(agentKey))
                    .replace("$OTHER_KEY", publicJwk(otherAgentKey)).replace("$ADMIN_KEY", publicJwk(adminClientKey))
                    .replace("$AUDITOR_KEY", publicJwk(auditorClientKey)));
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static String publicJwk(ECKey key) {
        return key.toPublicJWK().toJSONString();
    }

    public static ECKey key() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
        } catch (JOSEException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** The port that it is reached by. */
    public int port() {
        return port;
    }

    /** A nonce as an answer would bring it. */
    public String nonce() {
        return context.getBean(DPoPNonces.class).issue();
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Every bean of the type, whoever registered it. */
    public <T> List<T> beans(Class<T> type) {
        return List.copyOf(context.getBeansOfType(type).values());
    }

    public List<String> names(Class<?> type) {
        return List.of(context.getBeanNamesForType(type));
    }

    public JdbcClient jdbc() {
        return context.getBean(JdbcClient.class);
    }

    public Reply get(String pathAndQuery, Map<String, String> headers) {
        return send(request(pathAndQuery, headers).GET().build());
    }

    /** Posts a form; a name may come several times. */
    public Reply post(String path, List<Map.Entry<String, String>> form, List<Map.Entry<String, String>> headers) {
        HttpRequest.Builder request = request(path, Map.of());
        if (headers.stream().noneMatch(header -> header.getKey().equals("Content-Type"))) {
            request.header("Content-Type", "application/x-www-form-urlencoded");
        }
        headers.forEach(header -> request.header(header.getKey(), header.getValue()));
        return send(request.POST(HttpRequest.BodyPublishers.ofString(encoded(form))).build());
    }

    /** Sends any request with a body, or with none if it is empty. */
    public Reply send(String method, String pathAndQuery, Map<String, String> headers, String body) {
        return send(request(pathAndQuery, headers).method(method, body.isEmpty()
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body)).build());
    }

    /** Posts a form body exactly as it is given. */
    public Reply postRaw(String path, String body) {
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
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            DescribedAnswers.check(request.method(), request.uri().getRawPath(), answer.statusCode(),
                    answer.headers().firstValue("Content-Type").orElse(""), answer.body());
            return Reply.of(answer);
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
