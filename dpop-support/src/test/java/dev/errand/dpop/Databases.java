package dev.errand.dpop;

import java.io.IOException;
import java.io.UncheckedIOException;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** The databases that the contracts run on, each started once. */
public final class Databases {

    private Databases() {}

    public static DataSource h2() {
        return Pools.H2;
    }

    public static DataSource postgreSql() {
        return PostgreSqlPool.POOL;
    }

    public static HikariDataSource pool(String url, String user) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        pool.setUsername(user);
        pool.setMaximumPoolSize(16);
        return pool;
    }

    private static final class Pools {
        static final DataSource H2 = pool("jdbc:h2:mem:dpop;MODE=PostgreSQL;DB_CLOSE_DELAY=-1", "sa");
    }

    private static final class PostgreSqlPool {
        static final DataSource POOL = pool(start().getJdbcUrl("postgres", "postgres"), "postgres");

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.start();
            } catch (IOException notStarted) {
                throw new UncheckedIOException(notStarted);
            }
        }
    }
}
