package dev.errand.authz.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/** How times and texts go into columns, and how they are read back. */
public final class Columns {

    private Columns() {}

    /** The time as the database takes it. */
    public static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    /** A time that is never null. */
    public static Instant time(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(optionalTime(row, column), column);
    }

    /** A time that may be null. */
    public static @Nullable Instant optionalTime(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** A text that is never null. */
    public static String text(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getString(column), column);
    }
}
