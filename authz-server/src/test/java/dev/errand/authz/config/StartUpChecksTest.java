package dev.errand.authz.config;

import java.net.InetAddress;
import java.net.URI;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import dev.errand.authz.ending.caep.CaepReceiver;
import dev.errand.authz.keys.Issuer;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StartUpChecksTest {

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:h2:file:./x;WRITE_DELAY=0", "jdbc:h2:./x;MODE=PostgreSQL;write_delay=0;X=1",
        "jdbc:h2:mem:x", "jdbc:postgresql://localhost/errand"})
    void startsOnADatabaseThatKeepsItsCommits(String url) {
        assertThatCode(() -> StartUpChecks.requireDurable(url)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:h2:file:./x", "jdbc:h2:./x;WRITE_DELAY=500", "JDBC:H2:~/x;WRITE_DELAY=00"})
    void refusesToStartOnOneThatLosesThem(String url) {
        assertThatThrownBy(() -> StartUpChecks.requireDurable(url)).hasMessageContaining("WRITE_DELAY=0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:h2:mem:x;OPTIMIZE_REUSE_RESULTS=FALSE", "jdbc:h2:./x;optimize_reuse_results=false;X=1",
        "jdbc:postgresql://localhost/errand"})
    void startsOnADatabaseThatAnswersWithWhatIsCommitted(String url) {
        assertThatCode(() -> StartUpChecks.requireFresh(url)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:h2:mem:x", "jdbc:h2:file:./x;WRITE_DELAY=0", "JDBC:H2:~/x;OPTIMIZE_REUSE_RESULTS=TRUE"})
    void refusesToStartOnOneThatRepeatsItself(String url) {
        assertThatThrownBy(() -> StartUpChecks.requireFresh(url)).hasMessageContaining("OPTIMIZE_REUSE_RESULTS=FALSE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://as.example", "http://localhost:9000", "http://127.0.0.1:1", "http://[::1]:1"})
    void startsWithTlsOrOnLoopback(String issuer) {
        assertThatCode(() -> StartUpChecks.requireTlsOffLoopback(new Issuer(issuer))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://as.example", "http://10.0.0.1", "http://localhost.evil.example"})
    void refusesClearTextOffLoopback(String issuer) {
        assertThatThrownBy(() -> StartUpChecks.requireTlsOffLoopback(new Issuer(issuer)))
                .hasMessageContaining("must be https");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.2", "::1"})
    void developsOnLoopback(String address) {
        assertThatCode(() -> StartUpChecks.requireLoopback(InetAddress.ofLiteral(address))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"0.0.0.0", "10.0.0.1", "::"})
    void refusesToDevelopWhereOthersCanReachIt(@Nullable String address) {
        assertThatThrownBy(() -> StartUpChecks.requireLoopback(address == null ? null : InetAddress.ofLiteral(address)))
                .hasMessageContaining("loopback only");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://receiver.example/events", "http://localhost:1/events", "http://127.0.0.1/events"})
    void pushesEventsOverTlsOrOnLoopback(String url) {
        assertThatCode(() -> StartUpChecks.requireTlsOffLoopback(receiver(url))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://receiver.example/events", "http://10.0.0.1/events", "ftp://localhost/events"})
    void pushesNoEventsInClearTextOffLoopback(String url) {
        assertThatThrownBy(() -> StartUpChecks.requireTlsOffLoopback(receiver(url))).hasMessageContaining("must be https")
                .hasMessageNotContaining("a-secret");
    }

    /** A time from which on nothing would work, or that means nothing; and one with which it does. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            store.StoreProperties,               errand.store.timeout,                    0s, 1ms
            store.StoreProperties,               errand.store.timeout,                   -1s, 2s
            session.upstream.UpstreamProperties, errand.upstream.timeout,                 0s, 1ms
            session.upstream.UpstreamProperties, errand.upstream.timeout,                -1s, 2s
            session.keycloak.KeycloakProperties, errand.upstream.keycloak.check-interval, -1s, 0s
            """)
    void refusesATimeThatMakesNoSense(String type, String property, String bad, String good) throws Exception {
        Class<?> properties = Class.forName("dev.errand.authz." + type);
        assertThatThrownBy(() -> bind(properties, Map.of(property, bad))).rootCause().hasMessageStartingWith(property);
        assertThatCode(() -> bind(properties, Map.of(property, good))).doesNotThrowAnyException();
    }

    @Test
    void refusesAReceiverOfEventsThatIsHalfThere() {
        Map<String, String> whole = Map.of("errand.caep.receivers[0].url", "https://receiver.example/events",
                "errand.caep.receivers[0].audience", "https://receiver.example");
        assertThatCode(() -> bind(CaepProperties.class, whole)).doesNotThrowAnyException();
        whole.forEach((property, value) -> assertThatThrownBy(() -> bind(CaepProperties.class, Map.of(property, value)))
                .rootCause().hasMessage("errand.caep.receivers: each needs a url and an audience"));
    }

    private static void bind(Class<?> properties, Map<String, String> values) {
        String prefix = Objects.requireNonNull(properties.getAnnotation(ConfigurationProperties.class)).value();
        new Binder(new MapConfigurationPropertySource(values)).bindOrCreate(prefix, properties);
    }

    private static CaepReceiver receiver(String url) {
        return new CaepReceiver(URI.create(url), "https://receiver.example", "a-secret");
    }
}
