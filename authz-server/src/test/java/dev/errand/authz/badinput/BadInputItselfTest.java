package dev.errand.authz.badinput;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.core.Ordered;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.HandlerMapping;

import dev.errand.authz.running.RunningServer;
import dev.errand.authz.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The bad-input test would find an endpoint that is added and does not stand it: here are some. */
class BadInputItselfTest {

    private static RunningServer server;

    @RestController
    static class Added {

        @GetMapping("/added/answers-500")
        ResponseEntity<String> answers() {
            return ResponseEntity.internalServerError().build();
        }

        @PostMapping("/added/throws")
        String fails() {
            throw new IllegalStateException("not caught");
        }

        @GetMapping("/added/shows-its-inside")
        ResponseEntity<String> shows() {
            return ResponseEntity.badRequest().body("java.lang.IllegalStateException: not caught");
        }

        @GetMapping("/added/sound")
        ResponseEntity<String> sound() {
            return ResponseEntity.ok("sound");
        }
    }

    /** Lets everybody reach what was added. */
    record Open(List<Filter> filters) implements SecurityFilterChain, Ordered {

        @Override
        public boolean matches(HttpServletRequest request) {
            return request.getRequestURI().startsWith("/added/");
        }

        @Override
        public List<Filter> getFilters() {
            return filters;
        }

        @Override
        public int getOrder() {
            return 0;
        }
    }

    @BeforeAll
    static void start() {
        server = new RunningServer(TestDatabase.H2.newUrl(), context -> {
            context.registerBean(Added.class);
            context.registerBean("open", SecurityFilterChain.class, () -> new Open(List.of()));
        });
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void reportsExactlyTheEndpointsThatDoNotStandIt() {
        Endpoints endpoints = Endpoints.of(server);
        try (Barrage barrage = new Barrage(server)) {
            barrage.send(endpoints.all(), List.of(Caller.anonymous()), Badness.all().toList(), 15);
            Set<String> reported = barrage.wrong().stream().map(line -> line.split(" by ", 2)[0])
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(reported).containsExactly("GET /added/answers-500", "GET /added/shows-its-inside", "POST /added/throws");
            assertThat(endpoints.all()).extracting(Endpoint::name).contains("GET /added/sound");
        }
    }

    @Test
    void aFilterThatNobodyKnowsFailsTheTest() {
        Filter added = (request, response, chain) -> chain.doFilter(request, response);
        assertThatThrownBy(() -> FilterEndpoints.of(added)).isInstanceOf(AssertionError.class)
                .hasMessageContaining("a filter that this test does not know");
    }

    @Test
    void aHandlerMappingThatNobodyCanReadFailsTheTest() {
        HandlerMapping added = _ -> null;
        assertThatThrownBy(() -> MappedEndpoints.of(added)).isInstanceOf(AssertionError.class)
                .hasMessageContaining("a handler mapping that this test cannot read");
    }
}
