package dev.errand.authz.outage;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;

import dev.errand.authz.running.RunningServer;

/**
 * Something that takes the database away until it is closed.
 *
 * @param hit the requests of {@link Errands} that it makes impossible
 */
record Outage(String name, Set<String> hit, Beginning beginning) {

    /** Begins it; what is returned ends it. */
    interface Beginning {
        AutoCloseable begin() throws Exception;
    }

    Outage(String name, Beginning beginning) {
        this(name, Errands.ALL, beginning);
    }

    /** Every connection of the server's pool is in use. */
    static AutoCloseable everyConnection(RunningServer server) throws SQLException {
        DataSource pool = server.bean(DataSource.class);
        int size = pool.unwrap(HikariDataSource.class).getMaximumPoolSize();
        List<Connection> taken = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            taken.add(pool.getConnection());
        }
        return () -> {
            for (Connection one : taken) {
                one.close();
            }
        };
    }

    /** The rows or tables that a statement locks are in the hands of somebody who does not let go. */
    static AutoCloseable locked(DataSource direct, String lock) throws SQLException {
        Connection other = direct.getConnection();
        other.setAutoCommit(false);
        try (Statement statement = other.createStatement()) {
            statement.execute(lock);
        }
        return () -> {
            other.rollback();
            other.close();
        };
    }

    @Override
    public String toString() {
        return name;
    }
}
