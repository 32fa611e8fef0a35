package dev.errand.authz.session.upstream;

import java.util.stream.Stream;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import org.junit.jupiter.params.provider.Arguments;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** How another server can fail. */
final class Faults {

    /** Longer than anybody waits. */
    private static final int FOREVER = 60_000;

    private Faults() {}

    /** Each with its name. */
    static Stream<Arguments> all() {
        return Stream.of(arguments("slow to begin", aResponse().withFixedDelay(FOREVER)),
                arguments("slow to end", json("{\"enabled\":true}").withChunkedDribbleDelay(10, FOREVER)),
                arguments("401", status(401)), arguments("403", status(403)), arguments("429", status(429)),
                arguments("500", status(500)), arguments("503", status(503)),
                arguments("a redirect", status(302).withHeader("Location", "https://evil.example/")),
                arguments("cut", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)),
                arguments("cut in the middle", aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK)),
                arguments("nothing", aResponse().withFault(Fault.EMPTY_RESPONSE)),
                arguments("malformed", json("{\"enabled\":tr")), arguments("no JSON", json("<html>")),
                arguments("of another form", json("7")));
    }

    /** Without those that a test has to wait for. */
    static Stream<Arguments> quick() {
        return all().filter(row -> !String.valueOf(row.get()[0]).startsWith("slow"));
    }

    private static ResponseDefinitionBuilder status(int status) {
        return aResponse().withStatus(status);
    }

    private static ResponseDefinitionBuilder json(String body) {
        return aResponse().withHeader("Content-Type", "application/json").withBody(body);
    }
}
