package dev.errand.toolscope.use;

import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

import javax.sql.DataSource;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * {@link CredentialUses} in the table {@code credential_use} of the tool's own database: H2 in PostgreSQL mode, or
 * PostgreSQL. A claim is one insert that the primary key admits once, so that of any number of callers on any number of
 * nodes exactly one wins each slot; a caller that meets an open claim waits for its transaction to end.
 */
public final class JdbcCredentialUses implements CredentialUses {

    private final JdbcClient jdbc;
    private final InstantSource clock;

    /**
     * Over the tool's database.
     *
     * @param dataSource the one that the tool's transactions use
     * @param clock for {@code claimed_at} and {@link #purge()}
     */
    public JdbcCredentialUses(DataSource dataSource, InstantSource clock) {
        this.jdbc = JdbcClient.create(dataSource);
        this.clock = clock;
    }

    @Override
    public Claim claim(UseRequest request) {
        for (int slot = 1; slot <= request.maxUses(); slot++) {
            if (insert(request, slot)) {
                return new Claim.Claimed(new CredentialUse(request.key(), slot));
            }
        }
        return new Claim.AlreadyUsed();
    }

    // A conflict that is ignored rather than thrown: PostgreSQL would refuse the rest of the caller's transaction.
    private boolean insert(UseRequest request, int slot) {
        return jdbc.sql("""
                INSERT INTO credential_use (use_key, slot, state, parameter_digest, claimed_at, keep_until)
                VALUES (:key, :slot, 'claimed', :digest, :claimedAt, :keepUntil)
                ON CONFLICT DO NOTHING
                """).param("key", request.key().digest()).param("slot", slot)
                .param("digest", request.parameterDigest()).param("claimedAt", utc(clock.instant()))
                .param("keepUntil", utc(request.keepUntil())).update() == 1;
    }

    @Override
    public void commit(CredentialUse use) {
        settle(use, "committed");
    }

    @Override
    public void unknown(CredentialUse use) {
        settle(use, "unknown");
    }

    private void settle(CredentialUse use, String state) {
        jdbc.sql("""
                UPDATE credential_use SET state = :state
                WHERE use_key = :key AND slot = :slot AND state = 'claimed'
                """).param("state", state).param("key", use.key().digest()).param("slot", use.slot()).update();
    }

    @Override
    public void release(CredentialUse use) {
        jdbc.sql("DELETE FROM credential_use WHERE use_key = :key AND slot = :slot AND state = 'claimed'")
                .param("key", use.key().digest()).param("slot", use.slot()).update();
    }

    @Override
    public int purge() {
        return jdbc.sql("DELETE FROM credential_use WHERE keep_until < :now").param("now", utc(clock.instant()))
                .update();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
