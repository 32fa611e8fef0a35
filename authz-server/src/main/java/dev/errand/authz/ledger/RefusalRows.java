package dev.errand.authz.ledger;

import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

import org.springframework.jdbc.core.simple.JdbcClient;

import static dev.errand.authz.store.Columns.utc;

/** The tables {@code refusal} and {@code refusal_count}. */
final class RefusalRows {

    private final JdbcClient jdbc;

    RefusalRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void write(RefusalEntry e) {
        if (e.identified()) {
            insert(e);
        } else {
            count(e);
        }
    }

    private void insert(RefusalEntry e) {
        jdbc.sql("""
                insert into refusal (at, endpoint, agent, run_id, session, subject, tool, scope, jkt, error, reason,
                  parameter, request_id)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
                .params(Arrays.asList(utc(e.at()), e.endpoint(), e.agent(), e.runId(), e.session(), e.subject(),
                        e.tool(), e.scope(), e.jkt(), e.error(), e.reason(), e.parameter(), e.requestId()))
                .update();
    }

    private void count(RefusalEntry e) {
        OffsetDateTime hour = utc(e.at().truncatedTo(ChronoUnit.HOURS));
        if (!increment(hour, e)) {
            jdbc.sql("""
                    insert into refusal_count (since, endpoint, error, reason, refused) values (?, ?, ?, ?, 0)
                    on conflict do nothing
                    """).params(hour, e.endpoint(), e.error(), e.reason()).update();
            increment(hour, e);
        }
    }

    private boolean increment(OffsetDateTime hour, RefusalEntry e) {
        return jdbc.sql("""
                update refusal_count set refused = refused + 1
                where since = ? and endpoint = ? and error = ? and reason = ?
                """).params(hour, e.endpoint(), e.error(), e.reason()).update() == 1;
    }
}
