package dev.errand.dpop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** The databases that the contracts run on, each started once. */
public final class Databases {

    private Databases() {}

    /** One database, as two nodes see it: each through connections of its own. */
    public static List<DataSource> h2() {
        return Pools.H2;
    }

    /** Likewise. */
    public static List<DataSource> postgreSql() {
        return PostgreSqlPools.NODES;
    }

    public static HikariDataSource pool(String url, String user) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        pool.setUsername(user);
        pool.setMaximumPoolSize(16);
        // How long one waits for another depends on the machine, and what a race finds out must not.
        pool.setConnectionInitSql("SET lock_timeout = 60000");
        return pool;
    }

    private static final class Pools {
        static final List<DataSource> H2 = nodes(
                "jdbc:h2:mem:dpop;MODE=PostgreSQL;DB_CLOSE_DELAY=-1;OPTIMIZE_REUSE_RESULTS=FALSE", "sa");
    }

    private static List<DataSource> nodes(String url, String user) {
        return List.of(pool(url, user), pool(url, user));
    }

    private static final class PostgreSqlPools {
        static final List<DataSource> NODES = nodes(start().getJdbcUrl("postgres", "postgres"), "postgres");

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder().setPGStartupWait(Duration.ofMinutes(2)).start();
            } catch (IOException notStarted) {
                throw new UncheckedIOException(notStarted);
            }
        }
    }
}
