package dev.errand.authz.session.passkey;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.web.webauthn.api.AuthenticatorTransport;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.CredentialRecord;
import org.springframework.security.web.webauthn.api.ImmutableCredentialRecord;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCose;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialType;

import static dev.errand.authz.store.Columns.optionalTime;
import static dev.errand.authz.store.Columns.time;
import static dev.errand.authz.store.Columns.utc;

/** The table {@code passkey}. */
final class PasskeyRows {

    private static final String SELECT = """
            select credential_id, user_handle, label, public_key, attestation, transports, signature_count,
              backup_eligible, backup_state, created_at, last_used_at
            from passkey where\s""";

    private final JdbcClient jdbc;

    PasskeyRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<CredentialRecord> find(String id) {
        return jdbc.sql(SELECT + "credential_hash = :key").param("key", id).query((row, _) -> read(row)).optional();
    }

    List<CredentialRecord> ofHandle(String handle) {
        return jdbc.sql(SELECT + "user_handle = :key order by created_at").param("key", handle)
                .query((row, _) -> read(row)).list();
    }

    Optional<String> subjectOfHandle(String handle) {
        return jdbc.sql("select distinct subject from passkey where user_handle = :handle").param("handle", handle)
                .query(String.class).optional();
    }

    List<Passkey> of(String subject) {
        return jdbc.sql("""
                select credential_hash, label, created_at, last_used_at from passkey where subject = :subject
                order by created_at
                """).param("subject", subject).query((row, _) -> new Passkey(row.getString("credential_hash"),
                row.getString("label"), time(row, "created_at"), Optional.ofNullable(optionalTime(row, "last_used_at")))).list();
    }

    /** Whether it is new: a credential id is registered once, whoever's it is. */
    boolean insert(String id, String subject, String label, CredentialRecord record, Instant now) {
        return jdbc.sql("""
                insert into passkey (credential_hash, credential_id, subject, user_handle, label, public_key, attestation,
                  transports, signature_count, backup_eligible, backup_state, created_at)
                values (:id, :credentialId, :subject, :handle, :label, :publicKey, :attestation, :transports, :count,
                  :eligible, :state, :now)
                on conflict do nothing
                """).param("id", id).param("credentialId", record.getCredentialId().toBase64UrlString())
                .param("subject", subject).param("handle", record.getUserEntityUserId().toBase64UrlString())
                .param("label", label)
                .param("publicKey", new Bytes(record.getPublicKey().getBytes()).toBase64UrlString())
                .param("attestation", Objects.requireNonNull(record.getAttestationObject()).toBase64UrlString())
                .param("transports", words(record.getTransports())).param("count", record.getSignatureCount())
                .param("eligible", record.isBackupEligible()).param("state", record.isBackupState())
                .param("now", utc(now)).update() == 1;
    }

    /**
     * Notes a use. False if the authenticator's counter did not go up: then there are two of it (Web Authentication
     * §6.1.1). One that does not count always says 0.
     */
    boolean use(String id, long count, Instant now) {
        return jdbc.sql("""
                update passkey set signature_count = :count, last_used_at = :now
                where credential_hash = :id and (signature_count < :count or (signature_count = 0 and :count = 0))
                """).param("count", count).param("now", utc(now)).param("id", id).update() == 1;
    }

    boolean delete(String subject, String id) {
        return jdbc.sql("delete from passkey where subject = :subject and credential_hash = :id")
                .param("subject", subject).param("id", id).update() == 1;
    }

    private static CredentialRecord read(ResultSet row) throws SQLException {
        Instant created = time(row, "created_at");
        return ImmutableCredentialRecord.builder().credentialType(PublicKeyCredentialType.PUBLIC_KEY)
                .credentialId(Bytes.fromBase64(row.getString("credential_id")))
                .userEntityUserId(Bytes.fromBase64(row.getString("user_handle")))
                .publicKey(new ImmutablePublicKeyCose(Bytes.fromBase64(row.getString("public_key")).getBytes()))
                .attestationObject(Bytes.fromBase64(row.getString("attestation")))
                .transports(transports(row.getString("transports"))).signatureCount(row.getLong("signature_count"))
                .uvInitialized(true).backupEligible(row.getBoolean("backup_eligible"))
                .backupState(row.getBoolean("backup_state")).label(row.getString("label")).created(created)
                .lastUsed(Objects.requireNonNullElse(optionalTime(row, "last_used_at"), created)).build();
    }

    private static String words(Set<AuthenticatorTransport> transports) {
        return transports.stream().map(AuthenticatorTransport::getValue).sorted().collect(Collectors.joining(" "));
    }

    private static Set<AuthenticatorTransport> transports(String words) {
        return words.isEmpty()
                ? Set.of()
                : Arrays.stream(words.split(" ")).map(AuthenticatorTransport::valueOf).collect(Collectors.toUnmodifiableSet());
    }
}
