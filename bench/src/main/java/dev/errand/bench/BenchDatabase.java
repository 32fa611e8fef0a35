package dev.errand.bench;

import java.io.Closeable;
import java.io.IOException;
import java.util.UUID;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The databases that are measured. */
public enum BenchDatabase {
    H2 {
        @Override
        Connections open() {
            return connections(
                    "jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=PostgreSQL;DB_CLOSE_DELAY=-1;OPTIMIZE_REUSE_RESULTS=FALSE",
                    () -> {});
        }
    },
    POSTGRESQL {
        @Override
        Connections open() throws IOException {
            EmbeddedPostgres server = EmbeddedPostgres.builder().setServerConfig("fsync", "on").start();
            return connections(server.getJdbcUrl("postgres", "postgres"), server);
        }
    };

    abstract Connections open() throws IOException;

    private static Connections connections(String url, Closeable server) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        return new Connections(pool, server);
    }

    /** A pool, and what has to be stopped with it. */
    record Connections(HikariDataSource pool, Closeable server) implements Closeable {

        /** Tells the database how much there is, as its own upkeep would do in time. */
        void analyze() {
            JdbcClient.create(this.pool).sql("ANALYZE").update();
        }

        @Override
        public void close() throws IOException {
            this.pool.close();
            this.server.close();
        }
    }
}
