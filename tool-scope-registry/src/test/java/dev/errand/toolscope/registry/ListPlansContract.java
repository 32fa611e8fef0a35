package dev.errand.toolscope.registry;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.errand.toolscope.Effect;
import dev.errand.toolscope.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** How a database answers for a page: along an index, in its order, without sorting or reading the rest. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ListPlansContract {

    private static final int SCOPES = 10_000;

    private final HikariDataSource pool;
    private final JdbcClient jdbc;

    ListPlansContract(TestDatabase kind) {
        this.pool = TestDatabase.pool(kind.newUrl());
        this.jdbc = JdbcClient.create(this.pool);
    }

    /** What the plan of a page has to say, and what it may not. */
    abstract void followsAnIndex(String plan);

    @BeforeAll
    void register() {
        RegistryMigrations.migrate(this.pool);
        RegistryDocument one = Documents.registered();
        new JdbcRegistry(this.pool, InstantSource.fixed(Instant.EPOCH))
                .apply(new RegistryDocument(one.tools(), List.of(one.scopes().getLast())), new Change("test", "test"));
        copy("""
                INSERT INTO registry_entry (name, sort_key, tool, effect, kind, current_version, active, listed_version,
                                            last_version, awaiting, state)
                SELECT ?, ?, ?, ?, kind, current_version, active, listed_version, last_version, awaiting, state
                  FROM registry_entry
                 WHERE name = 'read:orders'
                """, i -> new Object[] {"read:" + i, JdbcListing.key("read:" + i), one.tools().get(i % 2).resource(),
            i % 100 == 0 ? "write" : "read"});
        copy("""
                INSERT INTO registry_version (name, kind, version, retires, definition)
                SELECT ?, kind, version, retires, definition
                  FROM registry_version
                 WHERE name = 'read:orders'
                """, i -> new Object[] {"read:" + i});
        copy("INSERT INTO registry_label (kind, label, sort_key, name) VALUES ('scope', ?, ?, ?)",
                i -> new Object[] {"label-" + i % 50, JdbcListing.key("read:" + i), "read:" + i});
        copy("""
                INSERT INTO registered_tool (resource, sort_key, name, jwks, changed_at, changed_by)
                SELECT ?, ?, name, jwks, changed_at, changed_by
                  FROM registered_tool
                 WHERE resource = 'https://orders.example'
                """, i -> new Object[] {"https://tool-" + i + ".example", JdbcListing.key("https://tool-" + i + ".example")});
        this.jdbc.sql("ANALYZE").update();
    }

    /** Rows made of those of one scope: what a list reads, at a fraction of the time of registering each. */
    private void copy(String sql, IntFunction<Object[]> row) {
        new JdbcTemplate(this.pool).batchUpdate(sql, IntStream.range(0, SCOPES).mapToObj(row).toList());
    }

    @AfterAll
    void stop() {
        this.pool.close();
    }

    static Stream<EntryFilter> filters() {
        Optional<String> no = Optional.empty();
        return Stream.of(EntryFilter.all(EntryKind.SCOPE),
                new EntryFilter(EntryKind.SCOPE, Optional.of("7"), no, Optional.empty(), no, Optional.empty()),
                new EntryFilter(EntryKind.SCOPE, no, Optional.of("https://orders.example"), Optional.empty(), no,
                        Optional.empty()),
                new EntryFilter(EntryKind.SCOPE, no, no, Optional.of(Effect.WRITE), no, Optional.empty()),
                new EntryFilter(EntryKind.SCOPE, no, no, Optional.empty(), Optional.of("label-7"), Optional.empty()),
                new EntryFilter(EntryKind.SCOPE, no, no, Optional.empty(), no, Optional.of(VersionState.ACTIVE)),
                new EntryFilter(EntryKind.SCOPE, no, no, Optional.empty(), no, Optional.of(VersionState.DRAFT)));
    }

    @ParameterizedTest
    @MethodSource("filters")
    void aPageFollowsAnIndex(EntryFilter filter) {
        String plan = String.join("\n", this.jdbc.sql("EXPLAIN " + JdbcLists.sql(filter))
                .params(JdbcLists.params(filter))
                .param("after", JdbcListing.key("read:1"))
                .param("limit", 50)
                .query(String.class)
                .list());
        followsAnIndex(plan);
        assertThat(new JdbcLists(this.jdbc).entries(filter, "read:1", 50)).hasSizeLessThanOrEqualTo(50);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tool-7"})
    void aPageOfToolsFollowsAnIndex(String search) {
        JdbcClient.StatementSpec explained = this.jdbc.sql("EXPLAIN " + JdbcLists.tools(search))
                .param("after", JdbcListing.key("https://tool-1"))
                .param("limit", 50);
        followsAnIndex(String.join("\n", (search.isEmpty() ? explained : explained.param("search", search))
                .query(String.class)
                .list()));
        assertThat(new JdbcLists(this.jdbc).tools(search, "https://tool-1", 50)).hasSize(50);
    }
}
