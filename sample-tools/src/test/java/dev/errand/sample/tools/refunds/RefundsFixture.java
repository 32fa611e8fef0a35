package dev.errand.sample.tools.refunds;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import dev.errand.sample.tools.issuer.Credential;
import dev.errand.sample.tools.issuer.Request;
import dev.errand.sample.tools.issuer.StandInAgent;
import dev.errand.sample.tools.issuer.StandInIssuer;
import dev.errand.toolscope.alive.Revocations;

import static org.awaitility.Awaitility.await;

/** The refunds tool, on a port of its own, and an agent with a credential for 50 dollars on order-12345. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ActiveProfiles("refunds")
abstract class RefundsFixture {

    static final StandInIssuer ISSUER = new StandInIssuer();
    static final String RESOURCE = "https://refunds.example";
    static final String SCOPE = "write:refunds-under-50";

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Revocations revocations;

    private StandInAgent agent;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry settings) {
        settings.add("errand.dpop.issuer", ISSUER::url);
        settings.add("errand.dpop.resource", () -> RESOURCE);
        settings.add("errand.tool.key-file", () -> ISSUER.toolKeyFile().toString());
        settings.add("spring.datasource.url", () -> "jdbc:h2:mem:${test.database:refunds};DB_CLOSE_DELAY=-1;MODE=PostgreSQL;"
                + "DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;LOCK_TIMEOUT=20000;OPTIMIZE_REUSE_RESULTS=FALSE");
        settings.add("spring.datasource.hikari.connection-timeout", () -> "30000");
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

    static Credential credential() {
        return Credential.of(ISSUER.url(), RESOURCE, SCOPE,
                Map.of("actions", List.of("create-refund"), "identifier", "order-12345", "limits",
                        Map.of("amount", Map.of("max", "50.00", "currency", "USD")), "free", List.of("reason")));
    }

    static Request refund(String orderId, String amount, String currency) {
        return Request.postJson("/refunds", """
                {"orderId":"%s","amount":"%s","currency":"%s","reason":"arrived damaged"}""".formatted(orderId, amount,
                currency));
    }

    static Request refund() {
        return refund("order-12345", "50.00", "USD");
    }

    final int port() {
        return port;
    }

    final int refunds() {
        return jdbc.sql("SELECT count(*) FROM refund").query(Integer.class).single();
    }
}
