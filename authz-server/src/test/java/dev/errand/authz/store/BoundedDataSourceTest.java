package dev.errand.authz.store;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;

import javax.sql.DataSource;

import org.junit.jupiter.api.Test;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

class BoundedDataSourceTest {

    private static final String LOCKED = "update account set secret = 'other' where name = 'ada'";

    private final DataSource database = new DriverManagerDataSource(
            "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=50");

    /** What H2 says of a row that stays locked goes into logs, and the row has hashes in it. */
    @Test
    void aRowThatStaysLockedIsNotInTheExceptionThatSaysSo() throws SQLException {
        JdbcClient.create(database).sql("create table account (name varchar primary key, secret varchar)").update();
        JdbcClient.create(database).sql("insert into account values ('ada', 'a-hash')").update();
        try (Connection other = database.getConnection(); Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.executeUpdate(LOCKED);

            assertThat(printed(refused(database))).as("what H2 says").contains("a-hash");
            new StoreTime(Duration.ofSeconds(60), System::nanoTime).begin();
            Throwable refused = refused(new BoundedDataSource(database));
            assertThat(refused).isInstanceOf(QueryTimeoutException.class).hasMessageContaining("Timeout trying to lock table");
            assertThat(printed(refused)).contains("account").doesNotContain("a-hash");
        } finally {
            StoreTime.end();
        }
    }

    private static Throwable refused(DataSource database) {
        return catchThrowable(() -> JdbcClient.create(database).sql(LOCKED).update());
    }

    private static String printed(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }
}
