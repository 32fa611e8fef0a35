package dev.errand.sample.tools.orders;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import dev.errand.sample.tools.issuer.Credential;
import dev.errand.sample.tools.issuer.StandInAgent;
import dev.errand.sample.tools.issuer.StandInIssuer;
import dev.errand.toolscope.alive.Revocations;

import static org.awaitility.Awaitility.await;

/** The orders tool, on a port of its own, and an agent with credentials for one order each. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ActiveProfiles("orders")
abstract class OrdersFixture {

    static final StandInIssuer ISSUER = new StandInIssuer();
    static final String RESOURCE = "https://orders.example";

    @LocalServerPort
    private int port;

    @Autowired
    private Revocations revocations;

    private StandInAgent agent;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry settings) {
        settings.add("errand.dpop.issuer", ISSUER::url);
        settings.add("errand.dpop.resource", () -> RESOURCE);
        settings.add("errand.tool.key-file", () -> ISSUER.toolKeyFile().toString());
        settings.add("spring.datasource.url", () -> "jdbc:h2:mem:${test.database:orders};DB_CLOSE_DELAY=-1;MODE=PostgreSQL;"
                + "DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;OPTIMIZE_REUSE_RESULTS=FALSE");
        settings.add("errand.tool.alive.stale-after", () -> "${test.stale-after:5m}");
    }

    @BeforeEach
    void newAgent() {
        await().until(() -> !revocations.stale());
        agent = new StandInAgent(ISSUER, RESOURCE, port);
    }

    final Revocations revocations() {
        return revocations;
    }

    final StandInAgent agent() {
        return agent;
    }

    final int port() {
        return port;
    }

    static Credential credential(String orderId) {
        return Credential.of(ISSUER.url(), RESOURCE, "read:orders", Map.of("actions", List.of("read-order"),
                "identifier", orderId, "limits", Map.of(), "free", List.of()));
    }
}
