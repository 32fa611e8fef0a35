package dev.errand.authz.access;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** AD-03 and AD-21: every route of the running server, tried by everybody. */
class RouteMatrixTest {

    private static RunningServer server;
    private static People people;
    private static List<Route> routes;

    @BeforeAll
    static void start() {
        server = new RunningServer();
        people = new People(server);
        routes = Route.of(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static List<Route> routes() {
        return routes.stream().filter(Route::isOfPeople).toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("routes")
    void letsThroughWhomTheTableNames(Route route) {
        Map<String, String> verdicts = new LinkedHashMap<>();
        Verdicts.CALLERS.forEach(who -> verdicts.put(who, people.verdict(who, route)));
        assertThat(verdicts).isEqualTo(Verdicts.of(route));
    }

    static List<Route> reads() {
        return routes().stream().filter(route -> route.method().equals("GET")).toList();
    }

    /** RFC 9110 §9.3.2: whoever may read something may ask whether it is there. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("reads")
    void letsWhoeverMayReadAskWithoutTheContent(Route route) {
        Route head = new Route("HEAD", route.path());
        Map<String, String> verdicts = new LinkedHashMap<>();
        Verdicts.CALLERS.forEach(who -> verdicts.put(who, people.verdict(who, head)));
        assertThat(verdicts).isEqualTo(Verdicts.of(route));
    }

    @Test
    void sawRoutesOfEveryPlace() {
        assertThat(routes()).hasSizeGreaterThan(20).extracting(Route::toString).contains("GET /console",
                "POST /admin/api/v1/runs/{runId}/revoke", "PUT /admin/api/v1/users/{key}", "POST /console/new-agent", "GET /");
    }

    @ParameterizedTest
    @CsvSource({"DELETE, /admin/api/v1/agents/{key}", "PATCH, /admin/api/v1/users/{key}", "DELETE, /console/agents/{key}",
        "GET, /elsewhere", "GET, /my"})
    void hasNoRowForARouteThatNobodyThoughtOf(String method, String path) {
        assertThatThrownBy(() -> Verdicts.of(new Route(method, path))).isInstanceOf(AssertionError.class);
    }

    /** A row is worth something only if the answer it forbids looks different from the one it expects. */
    @Test
    void tellsTheVerdictsApart() {
        Route route = new Route("GET", "/admin/api/v1/agents");
        assertThat(Verdicts.CALLERS.stream().map(who -> people.verdict(who, route)).distinct()).containsExactlyInAnyOrder("LOGIN",
                "DENIED", "THROUGH");
    }

    @Test
    void theLedgerIsOnlyRead() {
        assertThat(routes).filteredOn(route -> route.path().matches("/(admin/api/v1|console)/ledger(/.*)?"))
                .isNotEmpty().allMatch(route -> route.method().equals("GET"));
        for (String method : List.of("PUT", "DELETE", "PATCH", "POST")) {
            Map<String, String> headers = new LinkedHashMap<>(people.browser("admin").headers());
            headers.put("X-CSRF-TOKEN", people.browser("admin").csrf());
            Reply reply = server.send(method, "/admin/api/v1/ledger/calls", headers, "");
            assertThat(reply.status()).as(method).isEqualTo(403);
        }
    }
}
