package dev.errand.authz.ledger;

import java.util.Arrays;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code event}. */
final class EventRows {

    private final JdbcClient jdbc;

    EventRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(EventEntry e) {
        jdbc.sql("""
                insert into event (at, kind, run_id, session, subject, agent, detail, alarm)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                """).params(Arrays.asList(IssuanceRow.utc(e.at()), e.kind(), e.runId(), e.session(), e.subject(), e.agent(),
                e.detail(), e.alarm())).update();
    }
}
