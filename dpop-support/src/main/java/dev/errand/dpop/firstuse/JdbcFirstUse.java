package dev.errand.dpop.firstuse;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

import javax.sql.DataSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * First uses in the table {@code dpop_first_use}, shared by all nodes: the insert that its primary key lets through is
 * the first use. It works on a connection of its own that commits at once and never joins the caller's transaction, so
 * a rollback does not reopen a replay; claim before opening a transaction, or two connections are held. Thread-safe.
 */
public final class JdbcFirstUse implements FirstUse {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcFirstUse.class);
    private static final String UNIQUE_VIOLATION = "23505";
    private static final Duration PURGE_EVERY = Duration.ofMinutes(1);
    /** Other nodes' clocks may be behind this one's: what is over here may still be good there. */
    private static final Duration PURGE_AFTER = Duration.ofMinutes(5);

    private static final String INSERT = """
            INSERT INTO dpop_first_use (kind, digest, expires_at)
            VALUES (?, ?, ?)
            """;
    private static final String PURGE = """
            DELETE FROM dpop_first_use
             WHERE expires_at < ?
            """;

    private final DataSource dataSource;
    private final InstantSource clock;
    private final AtomicReference<Instant> nextPurge = new AtomicReference<>(Instant.MIN);

    /** @param dataSource hands out connections of its own, not those of a running transaction */
    public JdbcFirstUse(DataSource dataSource, InstantSource clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    @Override
    public boolean claim(UseKey key, Instant until) {
        try (Connection connection = autoCommitting()) {
            boolean first = insert(connection, key, until);
            purgeIfDue(connection);
            return first;
        } catch (SQLException failed) {
            throw new FirstUseUnavailable("the store of first uses cannot be reached", failed);
        }
    }

    /**
     * Deletes keys that ended more than five minutes ago. Claims do this by themselves about once a minute.
     *
     * @return how many
     * @throws FirstUseUnavailable if the store fails
     */
    public int purge() {
        try (Connection connection = autoCommitting()) {
            return purge(connection);
        } catch (SQLException failed) {
            throw new FirstUseUnavailable("the store of first uses cannot be reached", failed);
        }
    }

    private Connection autoCommitting() throws SQLException {
        Connection connection = dataSource.getConnection();
        if (!connection.getAutoCommit()) {
            connection.setAutoCommit(true);
        }
        return connection;
    }

    private static boolean insert(Connection connection, UseKey key, Instant until) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, key.kind());
            insert.setString(2, key.digest());
            insert.setObject(3, until.atOffset(ZoneOffset.UTC));
            return insert.executeUpdate() == 1;
        } catch (SQLException refused) {
            if (UNIQUE_VIOLATION.equals(refused.getSQLState())) {
                return false;
            }
            throw refused;
        }
    }

    private void purgeIfDue(Connection connection) {
        Instant now = clock.instant();
        Instant due = nextPurge.get();
        if (now.isBefore(due) || !nextPurge.compareAndSet(due, now.plus(PURGE_EVERY))) {
            return;
        }
        try {
            purge(connection);
        } catch (SQLException later) {
            LOG.warn("Used keys could not be purged now: {}", later.getSQLState());
        }
    }

    private int purge(Connection connection) throws SQLException {
        OffsetDateTime before = clock.instant().minus(PURGE_AFTER).atOffset(ZoneOffset.UTC);
        try (PreparedStatement delete = connection.prepareStatement(PURGE)) {
            delete.setObject(1, before);
            return delete.executeUpdate();
        }
    }
}
