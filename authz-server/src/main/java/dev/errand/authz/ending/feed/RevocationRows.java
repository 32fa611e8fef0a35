package dev.errand.authz.ending.feed;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.errand.authz.store.RowInsert;

import static dev.errand.authz.store.Columns.time;
import static dev.errand.authz.store.Columns.utc;

/** The tables {@code revocation} and {@code revocation_feed}. Statements join the caller's transaction. */
@Component
final class RevocationRows {

    private static final RowInsert INSERT = RowInsert.into("revocation", "tool", "feed_position", "credential_id", "run_id",
            "reason", "ended_at", "expires_at");

    private final JdbcClient jdbc;

    RevocationRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An entry and its place. */
    record Placed(long position, Revocation revocation) {}

    /** Reserves so many positions at the end of the tool's feed, whose lock the transaction has from then on. @return the first */
    long reserve(String tool, int entries) {
        if (!advance(tool, entries)) {
            jdbc.sql("INSERT INTO revocation_feed (tool, feed_position) VALUES (:tool, 0) ON CONFLICT DO NOTHING")
                    .param("tool", tool).update();
            advance(tool, entries);
        }
        return position(tool) - entries + 1;
    }

    private boolean advance(String tool, int entries) {
        return jdbc.sql("UPDATE revocation_feed SET feed_position = feed_position + :entries WHERE tool = :tool")
                .param("entries", entries).param("tool", tool).update() == 1;
    }

    /** Inserts the entries at this position and those after it. */
    void insert(String tool, long first, List<Revocation> entries) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Revocation entry : entries) {
            rows.add(List.of(tool, first + rows.size(), entry.credentialId(), entry.runId(), entry.reason(),
                    utc(entry.endedAt()), utc(entry.expiresAt())));
        }
        INSERT.insert(jdbc, rows);
    }

    /** The last position of the tool's feed; 0 if nothing was ever in it. */
    long position(String tool) {
        return jdbc.sql("SELECT feed_position FROM revocation_feed WHERE tool = :tool").param("tool", tool)
                .query(Long.class).optional().orElse(0L);
    }

    /** The last position of every feed that has anything in it. */
    Map<String, Long> positions() {
        Map<String, Long> positions = new HashMap<>();
        jdbc.sql("SELECT tool, feed_position FROM revocation_feed")
                .query(row -> {
                    positions.put(row.getString("tool"), row.getLong("feed_position"));
                });
        return positions;
    }

    /** The tool's entries behind this position whose credentials expire after this time. */
    List<Placed> after(String tool, long position, Instant time, int limit) {
        return jdbc.sql("""
                SELECT feed_position, credential_id, run_id, reason, ended_at, expires_at FROM revocation
                 WHERE tool = :tool AND feed_position > :position AND expires_at > :time
                 ORDER BY tool, feed_position FETCH FIRST :limit ROWS ONLY
                """).param("tool", tool).param("position", position).param("time", utc(time)).param("limit", limit)
                .query((row, _) -> placed(row)).list();
    }

    /** Removes entries whose credentials expired by this time. */
    int removeExpired(Instant time) {
        return jdbc.sql("DELETE FROM revocation WHERE expires_at <= :time").param("time", utc(time)).update();
    }

    private static Placed placed(ResultSet row) throws SQLException {
        return new Placed(row.getLong("feed_position"),
                new Revocation(row.getString("credential_id"), row.getString("run_id"), row.getString("reason"),
                        time(row, "ended_at"), time(row, "expires_at")));
    }
}
