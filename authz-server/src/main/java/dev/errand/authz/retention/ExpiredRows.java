package dev.errand.authz.retention;

import java.time.InstantSource;
import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Removes what is good for one request, some time after it has expired by itself. The package that owns the table says
 * which it is.
 */
public abstract class ExpiredRows implements Removal {

    private final String what;
    private final OldRows rows;
    private final JdbcClient jdbc;
    private final Retention retention;
    private final InstantSource clock;

    /**
     * @param what the rows in words for the log
     * @param rows the rows by the time of their expiry
     */
    protected ExpiredRows(String what, OldRows rows, JdbcClient jdbc, Retention retention, InstantSource clock) {
        this.what = what;
        this.rows = rows;
        this.jdbc = jdbc;
        this.retention = retention;
        this.clock = clock;
    }

    @Override
    public final String what() {
        return what;
    }

    @Override
    public final int remove(int atMost) {
        List<String> keys = rows.lockOldest(jdbc, clock.instant().minus(retention.requests()), atMost);
        rows.delete(jdbc, keys);
        return keys.size();
    }
}
