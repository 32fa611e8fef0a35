package dev.errand.authz.user;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code user_account}. */
final class UserRows {

    /** An account with the hash that its password is checked against. */
    record WithPassword(UserAccount account, String passwordHash) {

        @Override
        public String toString() {
            return account.toString();
        }
    }

    private static final String SELECT = """
            select subject, username, display_name, roles, password_hash, enabled from user_account where\s""";

    private final JdbcClient jdbc;

    UserRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<UserAccount> find(String subject) {
        return select("subject = :key", subject).map(WithPassword::account);
    }

    Optional<UserAccount> lock(String subject) {
        return select("subject = :key for update", subject).map(WithPassword::account);
    }

    Optional<String> passwordHash(String subject) {
        return select("subject = :key", subject).map(WithPassword::passwordHash);
    }

    Optional<WithPassword> byUsername(String username) {
        return select("username = :key", username);
    }

    private Optional<WithPassword> select(String where, String key) {
        if (key.indexOf('\0') >= 0) {
            // PostgreSQL raises an error for what cannot be in its text.
            return Optional.empty();
        }
        return jdbc.sql(SELECT + where).param("key", key).query((row, _) -> read(row)).optional();
    }

    /** Whether the account is new: false if the subject is known, and also if the username is another's. */
    boolean insertIfAbsent(UserAccount user, String passwordHash, String by, Instant now) {
        return bind("""
                insert into user_account (subject, username, display_name, roles, password_hash, enabled, changed_at,
                  changed_by)
                values (:subject, :username, :displayName, :roles, :passwordHash, :enabled, :changedAt, :changedBy)
                on conflict do nothing
                """, user, passwordHash, by, now).update() == 1;
    }

    /** Whether anything was different. Without a hash, the password stays. */
    boolean updateIfChanged(UserAccount user, @Nullable String passwordHash, String by, Instant now) {
        return bind("""
                update user_account set username = :username, display_name = :displayName, roles = :roles,
                  password_hash = coalesce(:passwordHash, password_hash), enabled = :enabled, changed_at = :changedAt,
                  changed_by = :changedBy
                where subject = :subject
                  and (username <> :username or display_name <> :displayName or roles <> :roles
                    or password_hash <> coalesce(:passwordHash, password_hash) or enabled <> :enabled)
                """, user, passwordHash, by, now).update() == 1;
    }

    private JdbcClient.StatementSpec bind(String sql, UserAccount account, @Nullable String passwordHash, String by,
            Instant now) {
        return jdbc.sql(sql).param("subject", account.subject()).param("username", account.username())
                .param("displayName", account.displayName()).param("roles", words(account.roles()))
                .param("passwordHash", passwordHash, Types.VARCHAR).param("enabled", account.enabled())
                .param("changedAt", now.atOffset(ZoneOffset.UTC)).param("changedBy", by);
    }

    private static WithPassword read(ResultSet row) throws SQLException {
        UserAccount account = new UserAccount(row.getString("subject"), row.getString("username"),
                row.getString("display_name"), roles(row.getString("roles")), row.getBoolean("enabled"));
        return new WithPassword(account, row.getString("password_hash"));
    }

    private static String words(Set<Role> roles) {
        return roles.stream().sorted().map(Role::name).collect(Collectors.joining(" "));
    }

    private static Set<Role> roles(String words) {
        return words.isEmpty()
                ? Set.of()
                : Arrays.stream(words.split(" ")).map(Role::valueOf).collect(Collectors.toUnmodifiableSet());
    }
}
