package dev.errand.sample.tools.refunds;

import java.io.Closeable;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;

import javax.sql.DataSource;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

import dev.errand.sample.tools.issuer.StandInAgent.Answer;

import static org.assertj.core.api.Assertions.assertThat;

@DirtiesContext
@TestPropertySource(properties = "test.database=lost")
class RefundsWithoutStoreTest extends RefundsFixture {

    private static final String URL = "jdbc:h2:mem:lost;DB_CLOSE_DELAY=-1;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;OPTIMIZE_REUSE_RESULTS=FALSE";

    @Autowired
    private DataSource dataSource;

    @Test
    void rs05WithoutItsStoreTheToolRefusesAndDoesNothing() throws Exception {
        assertThat(agent().call(credential(), refund()).status()).as("the twin").isEqualTo(201);
        ((Closeable) dataSource).close();
        Answer refused = agent().call(credential(), refund());
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.retryAfter()).isEqualTo("1");
        assertThat(refused.body().path("error").asString()).isEqualTo("temporarily_unavailable");
        try (Connection direct = DriverManager.getConnection(URL, "sa", "");
                ResultSet count = direct.createStatement().executeQuery("SELECT count(*) FROM refund")) {
            assertThat(count.next()).isTrue();
            assertThat(count.getInt(1)).isEqualTo(1);
        }
    }
}
