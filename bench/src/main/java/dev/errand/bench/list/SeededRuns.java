package dev.errand.bench.list;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import javax.sql.DataSource;

import org.springframework.jdbc.core.JdbcTemplate;

/** Runs as they pile up: a few are active, the others ended in one way or another, each with a budget of money. */
final class SeededRuns {

    private static final int BATCH = 1_000;
    private static final String[] ENDINGS = {"completed", "revoked", "expired"};
    private static final String CEILING = """
            [{"version":1,"authority":{"scope":"write:refunds-0-0","locations":["https://tool-0.example"],
              "actions":["create-refund"],"identifier":"order-12345",
              "limits":{"amount":{"max":"50.00","currency":"USD"}}}}]
            """;

    private final JdbcTemplate jdbc;
    private final Instant now;

    SeededRuns(DataSource database, Instant now) {
        this.jdbc = new JdbcTemplate(database);
        this.now = now;
    }

    void insert(int count) {
        for (int from = 0; from < count; from += BATCH) {
            List<Object[]> runs = new ArrayList<>();
            List<Object[]> totals = new ArrayList<>();
            for (int i = from; i < Math.min(count, from + BATCH); i++) {
                runs.add(run(i));
                totals.add(new Object[] {id(i)});
            }
            this.jdbc.batchUpdate("""
                    INSERT INTO run (run_id, sid, subject, client_id, jkt, consent_id, opened_by_key, purpose, ceiling,
                           max_calls, calls_left, state, end_reason, opened_at, deadline, ended_at)
                    VALUES (?, ?, ?, ?, ?, ?, '', 'Refund order 12345', ?, 20, 18, ?, ?, ?, ?, ?)
                    """, runs);
            this.jdbc.batchUpdate("""
                    INSERT INTO run_total (run_id, parameter, currency, total, remaining)
                    VALUES (?, 'amount', 'USD', 100, 80)
                    """, totals);
        }
    }

    private Object[] run(int i) {
        boolean active = i % 50 == 0;
        String ending = ENDINGS[i % ENDINGS.length];
        Instant opened = this.now.minus(Duration.ofSeconds(30L * i));
        Instant deadline = active ? this.now.plus(Duration.ofHours(6)) : opened.plus(Duration.ofMinutes(15));
        return new Object[] {id(i), "session-" + i / 3, "user-" + i % 500, "agent-" + i % 20, "thumbprint-" + i,
            "consent-" + i, CEILING, active ? "active" : ending, active ? null : ending, Timestamp.from(opened),
            Timestamp.from(deadline), active ? null : Timestamp.from(deadline)};
    }

    private static String id(int i) {
        return "run-%08d".formatted(i);
    }
}
