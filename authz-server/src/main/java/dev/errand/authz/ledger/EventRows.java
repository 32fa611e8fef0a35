package dev.errand.authz.ledger;

import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.errand.authz.store.RowInsert;

import static dev.errand.authz.store.Columns.utc;

/** The table {@code event}. */
final class EventRows {

    private static final RowInsert INSERT = RowInsert.into("event", "at", "kind", "run_id", "session", "subject", "agent",
            "detail", "alarm");

    private final JdbcClient jdbc;

    EventRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(EventEntry entry) {
        insert(List.of(entry));
    }

    void insert(List<EventEntry> entries) {
        INSERT.insert(jdbc, entries.stream().map(EventRows::row).toList());
    }

    private static List<@Nullable Object> row(EventEntry e) {
        return Arrays.asList(utc(e.at()), e.kind(), e.runId(), e.session(), e.subject(), e.agent(), e.detail(),
                e.alarm());
    }
}
