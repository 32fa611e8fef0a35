package dev.errand.authz.user.login;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Failed logins, counted by all nodes together. A failure is reserved before it is one. Thread-safe. */
final class Attempts {

    private final AttemptRows rows;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    Attempts(JdbcClient jdbc, PlatformTransactionManager transactions, InstantSource clock, LoginLimits limits) {
        this.rows = new AttemptRows(jdbc, limits);
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** Counts a failure of all of these or, if one of them is blocked, of none. */
    Reservation reserve(List<Counter> counters) {
        Instant now = now();
        return transaction.execute(status -> {
            List<Counter> blocked = new ArrayList<>();
            for (Counter counter : counters) {
                boolean counted = rows.reserve(counter, now);
                Duration wait = rows.blocked(counter, now);
                if (!counted) {
                    status.setRollbackOnly();
                    return new Reservation.Denied(wait);
                }
                if (wait.isPositive()) {
                    blocked.add(counter);
                }
            }
            return new Reservation.Granted(List.copyOf(blocked));
        });
    }

    /** What was reserved was no failure. */
    void release(List<Counter> counters) {
        transaction.executeWithoutResult(_ -> counters.forEach(rows::release));
    }

    Lockout lockout(Counter account, String subject) {
        return rows.lockout(account, subject, now());
    }

    boolean delete(Counter account, String subject) {
        return rows.delete(account, subject);
    }

    int forget() {
        return rows.forget(now());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
