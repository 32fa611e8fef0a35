package dev.errand.toolscope.alive;

import java.time.Duration;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

import dev.errand.toolscope.testing.StandInIssuer;

import static org.assertj.core.api.Assertions.assertThat;

/** RFC 7662 §2: what is asked, and which answers are answers. */
class IntrospectionTest {

    private static final String PATH = "/oauth2/introspect";
    private static final Liveness UNAVAILABLE = new Liveness.Unknowable("introspection_unavailable");

    private final StandInIssuer issuer = new StandInIssuer();
    private final TimedRequests requests = requests(Duration.ofSeconds(30));
    private final Introspection introspection = new Introspection(requests, issuer.at(PATH));

    @AfterEach
    void close() {
        requests.close();
        issuer.close();
    }

    @Test
    void asksAboutThisTokenEachTime() {
        issuer.on(PATH, StandInIssuer.json("{\"active\":true,\"scope\":\"delete:things\",\"exp\":1}"));
        assertThat(introspection.check("a+b/c=&d")).isEqualTo(new Liveness.Alive());
        issuer.on(PATH, StandInIssuer.json("{\"active\":false}"));
        assertThat(introspection.check("a+b/c=&d")).isEqualTo(new Liveness.Ended("run_ended"));
        assertThat(issuer.requests()).hasSize(2).containsOnly("POST /oauth2/introspect token=a%2Bb%2Fc%3D%26d");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "true", "null", "[]", "{}", "{\"active\":\"true\"}", "{\"active\":1}", "{\"active\":null}",
        "{\"active\":true", "{\"active\":false,\"active\":true}", "{\"active\":true}{\"active\":false}", "<html>",
        "{\"Active\":true}"})
    void anythingElseIsNoAnswer(String body) {
        issuer.on(PATH, StandInIssuer.json(body));
        assertThat(introspection.check("token")).isEqualTo(UNAVAILABLE);
    }

    static Stream<HttpHandler> failures() {
        return Stream.of(StandInIssuer.status(204), StandInIssuer.status(302), StandInIssuer.status(400),
                StandInIssuer.status(401), StandInIssuer.status(404), StandInIssuer.status(500), StandInIssuer.status(503),
                StandInIssuer.cut("{\"active\":true                    }"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void neitherIsAnIssuerThatFails(HttpHandler failure) {
        issuer.on(PATH, failure);
        assertThat(introspection.check("token")).isEqualTo(UNAVAILABLE);
    }

    @Test
    void norOneThatIsSlowOrGone() {
        try (TimedRequests impatient = requests(Duration.ofMillis(300))) {
            Introspection hurried = new Introspection(impatient, issuer.at(PATH));
            issuer.on(PATH, issuer.silent());
            assertThat(hurried.check("token")).isEqualTo(UNAVAILABLE);
            issuer.on(PATH, issuer.endless());
            assertThat(hurried.check("token")).isEqualTo(UNAVAILABLE);
        }
        issuer.on(PATH, StandInIssuer.json("{\"active\":true}"));
        assertThat(introspection.check("token")).as("the twin").isEqualTo(new Liveness.Alive());
        issuer.close();
        assertThat(introspection.check("token")).isEqualTo(UNAVAILABLE);
    }

    @Test
    void afterItsRequestsAreClosedThereIsNoAnswer() {
        requests.close();
        assertThat(introspection.check("token")).isEqualTo(UNAVAILABLE);
    }

    private static TimedRequests requests(Duration within) {
        return new TimedRequests(RestClient.builder().requestFactory(new JdkClientHttpRequestFactory()).build(), within);
    }
}
