package dev.errand.dpop.resourceserver;

import java.net.http.HttpResponse;
import java.util.UUID;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import dev.errand.dpop.SettableClock;
import dev.errand.dpop.client.DPoPKey;

import static org.assertj.core.api.Assertions.assertThat;

/** RS-05, RS-25, IN-05: what cannot be checked is not accepted, and all is well again by itself. */
@SpringBootTest(classes = TestTool.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
    "errand.dpop.resource=" + StubIssuer.RESOURCE, "errand.dpop.issuer=" + StubIssuer.ISSUER,
    "spring.datasource.url=jdbc:h2:mem:outage;MODE=PostgreSQL;DB_CLOSE_DELAY=-1;OPTIMIZE_REUSE_RESULTS=FALSE"})
class StoreOutageTest {

    private static final StubIssuer ISSUER = new StubIssuer();

    @LocalServerPort
    private int port;
    @Autowired
    private SettableClock clock;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private TestTool.Refunds refunds;

    private final DPoPKey alice = DPoPKey.generate();

    @DynamicPropertySource
    static void keys(DynamicPropertyRegistry properties) {
        properties.add("errand.dpop.jwks-uri", ISSUER::jwksUri);
    }

    @AfterAll
    static void stop() {
        ISSUER.close();
    }

    @Test
    @Timeout(60)
    void refusesWhileTheKeysOrTheStoreAreOut() {
        ISSUER.answerWith(500);
        assertUnavailable(call(), "keys_unavailable");
        ISSUER.answerWith(200);

        jdbc.sql("ALTER TABLE dpop_first_use RENAME TO gone").update();
        HttpResponse<String> outage = call();
        while (ToolClient.reason(outage).equals("keys_unavailable")) {
            outage = call();
        }
        assertUnavailable(outage, "store_unavailable");
        assertThat(refunds.effects).isEmpty();

        jdbc.sql("ALTER TABLE gone RENAME TO dpop_first_use").update();
        assertThat(call().statusCode()).isEqualTo(200);
    }

    private static void assertUnavailable(HttpResponse<String> response, String reason) {
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).contains("1");
        assertThat(response.body()).contains("\"error\":\"temporarily_unavailable\"",
                "\"reason\":\"" + reason + "\"");
    }

    private HttpResponse<String> call() {
        ToolClient tool = new ToolClient(port);
        String nonce = ToolClient.nonce(tool.send("GET", "/refunds"));
        String credential = ISSUER.credential(alice.jkt(), clock.instant());
        String proof = alice.proof("POST", StubIssuer.RESOURCE + "/refunds", credential, nonce, clock.instant(),
                UUID.randomUUID().toString());
        return tool.send("POST", "/refunds", "Authorization", "DPoP " + credential, "DPoP", proof);
    }
}
