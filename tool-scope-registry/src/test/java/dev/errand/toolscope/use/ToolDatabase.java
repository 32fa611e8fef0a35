package dev.errand.toolscope.use;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A database with the tables that a tool gets, for tests. */
public final class ToolDatabase {

    private final HikariDataSource dataSource;
    private final Closeable server;

    private ToolDatabase(HikariDataSource dataSource, Closeable server) {
        this.dataSource = dataSource;
        this.server = server;
        Flyway.configure().dataSource(dataSource).locations("classpath:db/toolscope/use", "classpath:db/toolscope/report")
                .load().migrate();
        // The session that made the tables ends sooner or later; H2 must not have left anything in it.
        dataSource.getHikariPoolMXBean().softEvictConnections();
    }

    public static ToolDatabase h2() {
        return new ToolDatabase(
                pool("jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=PostgreSQL;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000"), () -> {});
    }

    public static ToolDatabase postgreSql() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.start();
            return new ToolDatabase(pool(server.getJdbcUrl("postgres", "postgres")), server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HikariDataSource pool(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(16);
        return new HikariDataSource(config);
    }

    public DataSource dataSource() {
        return dataSource;
    }

    public TransactionTemplate transactions() {
        return new TransactionTemplate(new JdbcTransactionManager(dataSource));
    }

    public void close() throws IOException {
        dataSource.close();
        server.close();
    }
}
