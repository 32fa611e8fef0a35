package dev.errand.authz.user;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code user_account}. */
final class UserRows {

    /**
     * An account with the hash that its password is checked against.
     *
     * @param upgradedFrom digest of the hash that this one took the place of at a login
     * @param loginEpoch raised when what is known of the account's browsers no longer counts
     * @param state whose the password is
     * @param replacedHash what it was checked against before its user chose another
     */
    record WithPassword(UserAccount account, String passwordHash, @Nullable String upgradedFrom, int loginEpoch,
            PasswordState state, @Nullable String replacedHash) {

        boolean has(String hash) {
            return passwordHash.equals(hash) || digest(hash).equals(upgradedFrom) || hash.equals(replacedHash);
        }

        @Override
        public String toString() {
            return account.toString();
        }
    }

    private static final String SELECT = """
            select subject, username, display_name, roles, password_hash, enabled, upgraded_from, login_epoch,
              password_state, replaced_hash
            from user_account where\s""";

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

    Optional<WithPassword> withPassword(String subject) {
        return select("subject = :key", subject);
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
    boolean insertIfAbsent(UserAccount user, String passwordHash, PasswordState state, String by, Instant now) {
        return bind("""
                insert into user_account (subject, username, display_name, roles, password_hash, enabled, changed_at,
                  changed_by, password_state)
                values (:subject, :username, :displayName, :roles, :passwordHash, :enabled, :changedAt, :changedBy, :state)
                on conflict do nothing
                """, user, passwordHash, by, now).param("state", state.word()).update() == 1;
    }

    /**
     * Whether anything was different. Without a hash, the password stays. Another password, other roles and a change of
     * {@code enabled} begin a new epoch.
     */
    boolean updateIfChanged(UserAccount user, @Nullable String passwordHash, String by, Instant now) {
        return bind("""
                update user_account set username = :username, display_name = :displayName, roles = :roles,
                  password_hash = coalesce(:passwordHash, password_hash), enabled = :enabled, changed_at = :changedAt,
                  changed_by = :changedBy, revision = revision + 1,
                  upgraded_from = case when password_hash = coalesce(:passwordHash, password_hash) then upgraded_from end,
                  replaced_hash = case when password_hash = coalesce(:passwordHash, password_hash) then replaced_hash end,
                  password_state = case when password_hash = coalesce(:passwordHash, password_hash) then password_state
                    else 'own' end,
                  login_epoch = login_epoch + case when roles = :roles and enabled = :enabled
                    and password_hash = coalesce(:passwordHash, password_hash) then 0 else 1 end
                where subject = :subject
                  and (username <> :username or display_name <> :displayName or roles <> :roles
                    or password_hash <> coalesce(:passwordHash, password_hash) or enabled <> :enabled)
                """, user, passwordHash, by, now).update() == 1;
    }

    /**
     * Puts the password in the old one's place that its user chose, unless the login was changed since that epoch. The hash
     * that was there first stays known, unless it is one that nobody brings back.
     */
    boolean choose(String subject, int epoch, String passwordHash, Instant now) {
        return jdbc.sql("""
                update user_account set password_hash = :hash,
                  replaced_hash = case when password_state = 'first' then null else coalesce(replaced_hash, password_hash) end,
                  password_state = 'own', login_epoch = login_epoch + 1, revision = revision + 1, changed_at = :now,
                  changed_by = :subject
                where subject = :subject and enabled = true and login_epoch = :epoch
                """).param("hash", passwordHash).param("now", now.atOffset(ZoneOffset.UTC)).param("subject", subject)
                .param("epoch", epoch).update() == 1;
    }

    /** Puts a hash of the same password in a hash's place, unless the password was changed meanwhile. */
    void upgrade(String subject, String from, String to) {
        jdbc.sql("""
                update user_account set password_hash = :to, upgraded_from = :digest
                where subject = :subject and password_hash = :from
                """).param("to", to).param("digest", digest(from)).param("subject", subject).param("from", from).update();
    }

    private JdbcClient.StatementSpec bind(String sql, UserAccount account, @Nullable String passwordHash, String by,
            Instant now) {
        return jdbc.sql(sql).param("subject", account.subject()).param("username", account.username())
                .param("displayName", account.displayName()).param("roles", words(account.roles()))
                .param("passwordHash", passwordHash, Types.VARCHAR).param("enabled", account.enabled())
                .param("changedAt", now.atOffset(ZoneOffset.UTC)).param("changedBy", by);
    }

    private static WithPassword read(ResultSet row) throws SQLException {
        return new WithPassword(account(row), row.getString("password_hash"), row.getString("upgraded_from"),
                row.getInt("login_epoch"), PasswordState.of(row.getString("password_state")),
                row.getString("replaced_hash"));
    }

    static UserAccount account(ResultSet row) throws SQLException {
        return new UserAccount(row.getString("subject"), row.getString("username"), row.getString("display_name"),
                roles(row.getString("roles")), row.getBoolean("enabled"));
    }

    private static String digest(String hash) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(hash.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("every JDK has SHA-256", ex);
        }
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
