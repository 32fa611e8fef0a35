package dev.errand.authz.user.login;

import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;

import static dev.errand.authz.store.Columns.time;
import static dev.errand.authz.store.Columns.utc;

/** The table {@code login_attempts}. */
final class AttemptRows {

    private static final int SWEEP = 10_000;

    /**
     * What is not blocked was blocked until then, and not until now: who reads the time before waiting for the row, or has a
     * clock that is behind, comes earlier than the now of another.
     */
    private static final Instant NEVER = Instant.EPOCH;

    private final JdbcClient jdbc;
    private final LoginLimits limits;

    AttemptRows(JdbcClient jdbc, LoginLimits limits) {
        this.jdbc = jdbc;
        this.limits = limits;
    }

    /**
     * Counts one more failure, unless the counter is blocked: whether it did. The failure that reaches the limit blocks
     * at once, while its own password is still to be looked at, so that no number of callers gets more than the limit.
     */
    boolean reserve(Counter counter, Instant now) {
        jdbc.sql("delete from login_attempts where counter = :counter and forgotten_at <= :now")
                .param("counter", counter.key()).param("now", utc(now)).update();
        return increment(counter, now) || insert(counter, now) || increment(counter, now);
    }

    private boolean increment(Counter counter, Instant now) {
        return jdbc.sql("""
                update login_attempts set failures = failures + 1, forgotten_at = :forgotten,
                  blocked_until = case when failures + 1 < :limit then blocked_until
                    else cast(:now as timestamp(6) with time zone) + least(cast(:longest as double precision),
                      cast(:first as double precision) * power(2, least(failures + 1 - :limit, 20))) * interval '1' second
                    end
                where counter = :counter and blocked_until <= :now
                """).param("forgotten", utc(now.plus(limits.traces()))).param("limit", counter.limit())
                .param("now", utc(now)).param("longest", seconds(limits.longestWait()))
                .param("first", seconds(limits.firstWait())).param("counter", counter.key()).update() == 1;
    }

    private boolean insert(Counter counter, Instant now) {
        Instant blocked = counter.limit() == 1 ? now.plus(limits.firstWait()) : NEVER;
        return jdbc.sql("""
                insert into login_attempts (counter, subject, failures, blocked_until, forgotten_at)
                values (:counter, :subject, 1, :blocked, :forgotten)
                on conflict do nothing
                """).param("counter", counter.key()).param("subject", counter.subject(), Types.VARCHAR)
                .param("blocked", utc(blocked)).param("forgotten", utc(now.plus(limits.traces()))).update() == 1;
    }

    /** Takes back a failure that was none. Earlier ones stay: a login does not show by what it makes possible. */
    void release(Counter counter) {
        jdbc.sql("""
                update login_attempts set failures = failures - 1, blocked_until = :never
                where counter = :counter and failures > 0
                """).param("never", utc(NEVER)).param("counter", counter.key()).update();
    }

    /** How long the counter stays blocked. */
    Duration blocked(Counter counter, Instant now) {
        return jdbc.sql("select blocked_until from login_attempts where counter = :counter")
                .param("counter", counter.key())
                .query((row, _) -> time(row, "blocked_until")).optional()
                .map(until -> Duration.between(now, until)).filter(Duration::isPositive).orElse(Duration.ZERO);
    }

    /** Until when the account is blocked, in browsers that are not known for it and in those that are. */
    Lockout lockout(Counter account, String subject, Instant now) {
        return new Lockout(blockedUntil("counter = :key", account.key(), now), blockedUntil("subject = :key", subject, now));
    }

    private Optional<Instant> blockedUntil(String where, String key, Instant now) {
        return jdbc.sql("select blocked_until from login_attempts where blocked_until > :now and " + where
                + " order by blocked_until desc fetch first 1 row only").param("now", utc(now)).param("key", key)
                .query((row, _) -> time(row, "blocked_until")).optional();
    }

    /** Whether there was anything to delete: of an account, and of every browser that is known for it. */
    boolean delete(Counter account, String subject) {
        return jdbc.sql("delete from login_attempts where counter = :counter or subject = :subject")
                .param("counter", account.key()).param("subject", subject).update() > 0;
    }

    /** Deletes what no longer counts, so much at a time. */
    int forget(Instant now) {
        return jdbc.sql("""
                delete from login_attempts where counter in (
                  select counter from login_attempts where forgotten_at <= :now order by forgotten_at
                  fetch first :sweep rows only)
                """).param("now", utc(now)).param("sweep", SWEEP).update();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
