package dev.errand.toolscope.use;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.errand.toolscope.testing.TestDatabase;

/** A database with the tables that a tool gets, as one node of the tool sees it. */
public final class ToolDatabase {

    private final String url;
    private final HikariDataSource dataSource;

    private ToolDatabase(String url) {
        this.url = url;
        this.dataSource = TestDatabase.pool(url);
    }

    /** A new one. */
    public static ToolDatabase of(TestDatabase database) {
        ToolDatabase made = new ToolDatabase(database.newUrl());
        Flyway.configure().dataSource(made.dataSource)
                .locations("classpath:db/toolscope/use", "classpath:db/toolscope/report").load().migrate();
        // The session that made the tables ends sooner or later; H2 must not have left anything in it.
        made.dataSource.getHikariPoolMXBean().softEvictConnections();
        return made;
    }

    /** The same database through connections of another node. */
    public ToolDatabase secondNode() {
        return new ToolDatabase(url);
    }

    public DataSource dataSource() {
        return dataSource;
    }

    public TransactionTemplate transactions() {
        return new TransactionTemplate(new JdbcTransactionManager(dataSource));
    }

    public void close() {
        dataSource.close();
    }
}
