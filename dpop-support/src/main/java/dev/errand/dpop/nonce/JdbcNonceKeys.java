package dev.errand.dpop.nonce;

import java.security.SecureRandom;
import java.util.Base64;

import javax.sql.DataSource;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The nonce keys in the table {@code dpop_nonce_key}: one per role, made by whichever node comes first and read by all.
 * Thread-safe.
 */
public final class JdbcNonceKeys {

    private static final int KEY_LENGTH = 32;

    private final JdbcClient jdbc;
    private final SecureRandom random;

    public JdbcNonceKeys(DataSource dataSource, SecureRandom random) {
        this.jdbc = JdbcClient.create(dataSource);
        this.random = random;
    }

    /**
     * The key of a role, created if there is none yet. Meant for start-up, outside any transaction: on PostgreSQL the
     * loser of a race would abort the transaction that it is in.
     *
     * @param role at most 255 characters
     * @throws org.springframework.dao.DataAccessException if the store fails
     */
    public byte[] key(String role) {
        byte[] fresh = new byte[KEY_LENGTH];
        random.nextBytes(fresh);
        insertIfAbsent(role, Base64.getEncoder().encodeToString(fresh));
        String stored = jdbc.sql("""
                SELECT nonce_key
                  FROM dpop_nonce_key
                 WHERE role = :role
                """).param("role", role).query(String.class).single();
        return Base64.getDecoder().decode(stored);
    }

    private void insertIfAbsent(String role, String key) {
        try {
            jdbc.sql("""
                    INSERT INTO dpop_nonce_key (role, nonce_key)
                    SELECT CAST(:role AS varchar(255)), CAST(:key AS varchar(64))
                     WHERE NOT EXISTS (SELECT 1 FROM dpop_nonce_key WHERE role = :role)
                    """).param("role", role).param("key", key).update();
        } catch (DuplicateKeyException anotherNodeWasFirst) {
            // Its key is read next.
        }
    }
}
