package dev.errand.authz.fetch;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.errand.authz.running.RunningServer;
import dev.errand.toolscope.ScopeName;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

/** AD-05: what a far side may try with whoever imports its metadata, each beside the answer that is taken. */
class ToolMetadataSourceTest {

    private static final Duration AMPLE = Duration.ofSeconds(30);
    private static final String WELL_KNOWN = "/.well-known/oauth-protected-resource";
    private static final String PUBLIC = RunningServer.key().toPublicJWK().toJSONString();
    private static final String PRIVATE = RunningServer.key().toJSONString();

    private static WireMockServer far;
    private static ToolMetadataSource source;

    @BeforeAll
    static void start() {
        far = new WireMockServer(options().dynamicPort().dynamicHttpsPort());
        far.start();
        source = new ToolMetadataSource(Set.of("localhost"), SystemDefaultDnsResolver.INSTANCE, AMPLE);
    }

    @AfterAll
    static void stop() throws IOException {
        source.close();
        far.stop();
    }

    @BeforeEach
    void nothingAnswers() {
        far.resetAll();
    }

    private static String resource() {
        return "http://localhost:" + far.port() + "/tool";
    }

    private static String metadata() {
        return """
                {"resource":"%s","resource_name":"Refunds","authorization_servers":["https://as.example"],
                 "scopes_supported":["write:refunds","read:refunds","*"],"jwks_uri":"http://localhost:%d/keys","x":{"y":[1]}}
                """.formatted(resource(), far.port());
    }

    private static ResponseDefinitionBuilder keys(String key) {
        return okJson("{\"keys\":[" + key + "]}");
    }

    private static void answers(String path, ResponseDefinitionBuilder answer) {
        far.stubFor(get(urlEqualTo(path)).willReturn(answer));
    }

    private static String outcome(ToolMetadata metadata) {
        return switch (metadata) {
            case ToolMetadata.Found found -> "found";
            case ToolMetadata.Refused(var problem) -> problem.word();
        };
    }

    @Test
    void readsWhatTheToolSays() {
        answers(WELL_KNOWN + "/tool", okJson(metadata()));
        answers("/keys", keys(PUBLIC).withHeader("Content-Type", "application/jwk-set+json; charset=utf-8"));
        assertThat(source.read(resource())).isInstanceOfSatisfying(ToolMetadata.Found.class, found -> {
            assertThat(found.resource()).isEqualTo(resource());
            assertThat(found.name()).contains("Refunds");
            assertThat(found.scopes()).extracting(ScopeName::value).containsExactly("read:refunds", "write:refunds");
            assertThat(found.jwks()).get().asString().contains("P-256").doesNotContain("\"d\"");
        });
    }

    @Test
    void asksAtTheWellKnownPathOfAResourceWithoutAPath() {
        String root = "http://localhost:" + far.port();
        answers(WELL_KNOWN, okJson("{\"resource\":\"%s\"}".formatted(root)));
        assertThat(source.read(root)).isInstanceOfSatisfying(ToolMetadata.Found.class, found -> {
            assertThat(found.name()).isEmpty();
            assertThat(found.jwks()).isEmpty();
            assertThat(found.scopes()).isEmpty();
        });
    }

    static Stream<Arguments> answers() {
        String tooLong = " ".repeat(BoundedHttp.MAX_BYTES);
        return Stream.of(row("untouched", m -> m, "found"),
                row("64 KiB", m -> m + " ".repeat(BoundedHttp.MAX_BYTES - m.length()), "found"),
                row("a name with markup", m -> m.replace("Refunds\"", "<b>\""), "found"),
                row("more than 64 KiB", m -> m + tooLong, "metadata_malformed"),
                row("no JSON", m -> m.substring(2), "metadata_malformed"),
                row("an array", m -> "[" + m + "]", "metadata_malformed"),
                row("nothing", m -> "", "metadata_malformed"),
                row("bytes after it", m -> m + "{}", "metadata_malformed"),
                row("a member twice", m -> m.replace("\"x\":", "\"resource\":\"https://a.example\",\"x\":"),
                        "metadata_malformed"),
                row("a depth of 9", m -> m.replace("[1]", "[".repeat(7) + "]".repeat(7)), "metadata_malformed"),
                row("no resource", m -> m.replace("\"resource\":", "\"r\":"), "metadata_malformed"),
                row("a resource that is no text", m -> m.replace("\"resource\":\"" + resource() + "\"", "\"resource\":1"),
                        "metadata_malformed"),
                row("a name that is no text", m -> m.replace("\"Refunds\"", "{}"), "metadata_malformed"),
                row("scopes as one text", m -> m.replace("[\"write:refunds\",\"read:refunds\",\"*\"]", "\"write:refunds\""),
                        "metadata_malformed"),
                row("another's resource", m -> m.replace("/tool\"", "/other\""), "resource_mismatch"),
                row("a resource with a trailing slash", m -> m.replace("/tool\"", "/tool/\""), "resource_mismatch"),
                row("keys at a host that is not named", m -> m.replace("localhost:%d/keys".formatted(far.port()),
                        "127.0.0.1:%d/keys".formatted(far.port())), "address_not_public"),
                row("keys at an address that is not public", m -> m.replace("http://localhost:%d/keys".formatted(far.port()),
                        "https://169.254.169.254/keys"), "address_not_public"),
                row("keys with user information", m -> m.replace("http://localhost", "http://localhost@localhost"),
                        "metadata_malformed"),
                row("keys in a file", m -> m.replace("http://localhost:%d/keys".formatted(far.port()), "file:///keys"),
                        "metadata_malformed"),
                row("keys that are not there", m -> m.replace("/keys", "/none"), "metadata_unreachable"));
    }

    private static Arguments row(String what, UnaryOperator<String> change, String outcome) {
        return Arguments.of(what, change, outcome);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void judgesWhatTheMetadataSays(String what, UnaryOperator<String> change, String outcome) {
        answers(WELL_KNOWN + "/tool", okJson(change.apply(metadata())));
        answers("/keys", keys(PUBLIC));
        assertThat(outcome(source.read(resource()))).as(what).isEqualTo(outcome);
    }

    static Stream<Arguments> manners() {
        return Stream.of(manner("untouched", a -> a, "found"),
                manner("a charset", a -> a.withHeader("Content-Type", "application/json;charset=utf-8"), "found"),
                manner("a redirect", a -> a.withStatus(302).withHeader("Location", "/canary"), "metadata_unreachable"),
                manner("a permanent redirect", a -> a.withStatus(308).withHeader("Location", "/canary"),
                        "metadata_unreachable"),
                manner("500", a -> a.withStatus(500), "metadata_unreachable"),
                manner("503 that asks to come back", a -> a.withStatus(503).withHeader("Retry-After", "0"),
                        "metadata_unreachable"),
                manner("201", a -> a.withStatus(201), "metadata_unreachable"),
                manner("HTML", a -> a.withHeader("Content-Type", "text/html"), "metadata_malformed"),
                manner("a type that is none", a -> a.withHeader("Content-Type", "json"), "metadata_malformed"),
                manner("packed", a -> a.withHeader("Content-Encoding", "gzip"), "metadata_malformed"),
                manner("no UTF-8", a -> a.withBody(new byte[] {'"', (byte) 0xff, '"'}), "metadata_malformed"),
                manner("a header of 9 KiB", a -> a.withHeader("X-Long", "x".repeat(9 << 10)), "metadata_unreachable"));
    }

    private static Arguments manner(String what, UnaryOperator<ResponseDefinitionBuilder> change, String outcome) {
        return Arguments.of(what, change, outcome);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("manners")
    void judgesHowItIsSaid(String what, UnaryOperator<ResponseDefinitionBuilder> change, String outcome) {
        answers(WELL_KNOWN + "/tool", change.apply(okJson(metadata())));
        answers("/keys", keys(PUBLIC));
        answers("/canary", okJson(metadata()));
        assertThat(outcome(source.read(resource()))).as(what).isEqualTo(outcome);
        far.verify(0, getRequestedFor(urlEqualTo("/canary")));
        far.verify(1, getRequestedFor(urlEqualTo(WELL_KNOWN + "/tool")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("manners")
    void judgesHowTheKeysAreSent(String what, UnaryOperator<ResponseDefinitionBuilder> change, String outcome) {
        answers(WELL_KNOWN + "/tool", okJson(metadata()));
        answers("/keys", change.apply(keys(PUBLIC)));
        answers("/canary", keys(PUBLIC));
        assertThat(outcome(source.read(resource()))).as(what).isEqualTo(outcome);
        far.verify(0, getRequestedFor(urlEqualTo("/canary")));
    }

    @Test
    void keysAreRefusedIfOneIsPrivate() {
        answers(WELL_KNOWN + "/tool", okJson(metadata()));
        answers("/keys", keys(PUBLIC + "," + PRIVATE));
        assertThat(outcome(source.read(resource()))).isEqualTo("metadata_malformed");
    }

    static Stream<String> strangers() {
        return Stream.of("http://127.0.0.1:" + far.port() + "/tool", "https://127.0.0.1:" + far.httpsPort() + "/tool",
                "https://[::1]:" + far.httpsPort() + "/tool", "https://0.0.0.0:" + far.httpsPort() + "/tool",
                "https://[::ffff:7f00:1]:" + far.httpsPort() + "/tool", "https://2130706433:" + far.httpsPort() + "/tool",
                "https://0x7f.0.0.1:" + far.httpsPort() + "/tool");
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void asksNobodyAtAnAddressThatIsNotPublic(String resource) {
        assertThat(outcome(source.read(resource))).isEqualTo("address_not_public");
        far.verify(0, getRequestedFor(anyUrl()));
    }

    @Test
    void aCertificateThatNobodyVouchesForIsNoAnswer() {
        answers(WELL_KNOWN + "/tool", okJson(metadata()));
        assertThat(outcome(source.read("https://localhost:" + far.httpsPort() + "/tool"))).isEqualTo("metadata_unreachable");
        far.verify(0, getRequestedFor(anyUrl()));
    }

    @Test
    void nobodyListening() {
        assertThat(outcome(source.read("http://localhost:1"))).isEqualTo("metadata_unreachable");
    }

    @Test
    void theDeadlineIsForTheWholeAnswer() throws IOException {
        answers(WELL_KNOWN + "/tool", okJson(metadata()).withChunkedDribbleDelay(100, 60_000));
        try (ToolMetadataSource hasty = new ToolMetadataSource(Set.of("localhost"), SystemDefaultDnsResolver.INSTANCE,
                Duration.ofMillis(700))) {
            assertThat(outcome(hasty.read(resource()))).isEqualTo("metadata_unreachable");
        }
    }

    @Test
    void theDeadlineIsForTheNameToo() throws IOException {
        CountDownLatch found = new CountDownLatch(1);
        DnsResolver slow = new DnsResolver() {

            @Override
            public InetAddress[] resolve(String host) {
                try {
                    found.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return new InetAddress[] {InetAddress.getLoopbackAddress()};
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
        try (ToolMetadataSource hasty = new ToolMetadataSource(Set.of("localhost"), slow, Duration.ofMillis(100))) {
            assertThat(outcome(hasty.read(resource()))).isEqualTo("metadata_unreachable");
        } finally {
            found.countDown();
        }
    }
}
