package dev.errand.authz.user;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;

import static dev.errand.authz.store.Columns.time;

/** The table {@code user_account}, as those who administer see it: in pages, and with revisions. */
final class UserEntries {

    private static final String COLUMNS = """
            select subject, username, display_name, roles, enabled, revision, changed_at, changed_by
            from user_account where\s""";

    private final JdbcClient jdbc;

    UserEntries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<UserEntry> find(String subject) {
        if (subject.indexOf('\0') >= 0) {
            // PostgreSQL raises an error for what cannot be in its text.
            return Optional.empty();
        }
        return jdbc.sql(COLUMNS + "subject = :subject").param("subject", subject).query((row, _) -> read(row)).optional();
    }

    /** The accounts after this username, in the order of their usernames. */
    List<UserEntry> list(UserFilter filter, String after, int limit) {
        JdbcClient.StatementSpec query = jdbc.sql(listing(filter)).param("after", after).param("limit", limit);
        if (!filter.search().isEmpty()) {
            query = query.param("search", filter.search());
        }
        if (filter.enabled().isPresent()) {
            query = query.param("enabled", filter.enabled().get());
        }
        return query.query((row, _) -> read(row)).list();
    }

    /** A beginning is compared as a text and not as a range, whose order is the database's language's. */
    static String listing(UserFilter filter) {
        String search = filter.search().isEmpty() ? "" : """
                 and (position(lower(:search) in lower(username)) = 1 or position(lower(:search) in lower(display_name)) = 1
                   or position(lower(:search) in lower(subject)) = 1)
                """;
        String enabled = filter.enabled().isEmpty() ? "" : " and enabled = :enabled ";
        return COLUMNS + "username > :after" + search + enabled + " order by username fetch first :limit rows only";
    }

    /**
     * The subjects of all who administer and are enabled, their rows locked: until the caller's transaction ends, none
     * of them ceases to. No other word of a role contains this one.
     */
    List<String> lockAdministrators() {
        return jdbc.sql("""
                select subject from user_account where enabled = true and roles like '%ADMIN%' order by subject for update
                """).query(String.class).list();
    }

    private static UserEntry read(ResultSet row) throws SQLException {
        return new UserEntry(UserRows.account(row), row.getInt("revision"), time(row, "changed_at"),
                row.getString("changed_by"));
    }
}
