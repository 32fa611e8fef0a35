package dev.errand.bench.list;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.errand.bench.GeneratedRegistry;
import dev.errand.toolscope.registry.Change;
import dev.errand.toolscope.registry.JdbcRegistry;

/** Where the servers under measurement keep their data. */
final class ListDatabase implements Closeable {

    /** The databases that are supported. */
    enum Kind {
        H2, POSTGRESQL
    }

    private final Path directory = Files.createTempDirectory("errand-lists-");
    private final Kind kind;
    private final EmbeddedPostgres postgres;

    private ListDatabase(Kind kind) throws IOException {
        this.kind = kind;
        this.postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "on").start();
    }

    static ListDatabase open(Kind kind) throws IOException {
        return new ListDatabase(kind);
    }

    /** A database that a server has made its tables in, with as many scopes and runs. */
    ListServer.Storage fill(String name, int scopes, int runs) throws IOException {
        ListServer.Storage storage = storage(name);
        ListServer.start(storage).close();
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl(storage.url());
            new JdbcRegistry(pool, InstantSource.system()).apply(GeneratedRegistry.ofScopes(scopes).document(),
                    new Change("bench", "to measure"));
            new SeededRuns(pool, InstantSource.system().instant()).insert(runs);
            JdbcClient.create(pool).sql("ANALYZE").update();
        }
        return storage;
    }

    private ListServer.Storage storage(String name) throws IOException {
        Path own = Files.createDirectory(this.directory.resolve(name));
        if (this.kind == Kind.H2) {
            return new ListServer.Storage(own, "jdbc:h2:file:" + own.resolve("errand")
                    + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;WRITE_DELAY=0;OPTIMIZE_REUSE_RESULTS=FALSE");
        }
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl(this.postgres.getJdbcUrl("postgres", "postgres"));
            JdbcClient.create(pool).sql("CREATE DATABASE " + name).update();
        }
        return new ListServer.Storage(own, this.postgres.getJdbcUrl("postgres", name));
    }

    @Override
    public void close() throws IOException {
        this.postgres.close();
    }
}
