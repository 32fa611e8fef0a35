package dev.errand.authz.testing;

import java.io.IOException;
import java.time.Duration;
import java.util.UUID;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A new, migrated database. One PostgreSQL serves the whole JVM; each test class has a database of its own in it. */
public enum TestDatabase {
    H2 {
        @Override
        String url() {
            return "jdbc:h2:mem:" + UUID.randomUUID()
                    + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1;OPTIMIZE_REUSE_RESULTS=FALSE";
        }
    },
    POSTGRESQL {
        @Override
        String url() {
            try {
                String name = "t" + UUID.randomUUID().toString().replace("-", "");
                JdbcClient.create(Server.RUNNING.getPostgresDatabase()).sql("create database " + name).update();
                return Server.RUNNING.getJdbcUrl("postgres", name);
            } catch (RuntimeException ex) {
                throw new IllegalStateException("no PostgreSQL", ex);
            }
        }
    };

    private static final int CONNECTIONS = 16;

    abstract String url();

    /** The address of a new, empty database. */
    public String newUrl() {
        return url();
    }

    /** A pool on a new database that has every table of {@code db/authz}. */
    public DataSource migrated() {
        return migrated(url());
    }

    /** A pool on this database, which has every table of {@code db/authz} from then on. */
    static DataSource migrated(String url) {
        DataSource pool = pool(url);
        Flyway.configure().dataSource(pool).locations("classpath:db/authz").load().migrate();
        return pool;
    }

    /** A node's connections to this database. */
    static DataSource pool(String url) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        pool.setMaximumPoolSize(CONNECTIONS);
        pool.setMinimumIdle(0);
        // How long one waits for another depends on the machine, and what a race finds out must not.
        pool.setConnectionInitSql("SET lock_timeout = 60000");
        return pool;
    }

    private static final class Server {

        static final EmbeddedPostgres RUNNING = start();

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres server = EmbeddedPostgres.builder().setPGStartupWait(Duration.ofMinutes(2))
                        .setServerConfig("max_connections", "300").start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server)));
                return server;
            } catch (IOException ex) {
                throw new IllegalStateException("PostgreSQL does not start", ex);
            }
        }

        private static void stop(EmbeddedPostgres server) {
            try {
                server.close();
            } catch (IOException ex) {
                throw new IllegalStateException("PostgreSQL does not stop", ex);
            }
        }
    }
}
