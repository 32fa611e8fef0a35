package dev.errand.authz.session.passkey;

import java.time.InstantSource;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.CredentialRecord;
import org.springframework.security.web.webauthn.management.UserCredentialRepository;

import dev.errand.authz.secret.Secrets;

/**
 * The passkeys as Spring Security's ceremonies read them. What a ceremony writes is the use of one: a new one has an
 * owner, whom only {@link Passkeys} knows and writes.
 */
final class CredentialStore implements UserCredentialRepository {

    private final PasskeyRows rows;
    private final InstantSource clock;

    CredentialStore(PasskeyRows rows, InstantSource clock) {
        this.rows = rows;
        this.clock = clock;
    }

    /** The name of a credential everywhere but in its ceremonies. */
    static String id(Bytes credentialId) {
        return Secrets.hash(credentialId.toBase64UrlString());
    }

    @Override
    public void save(CredentialRecord record) {
        String id = id(record.getCredentialId());
        if (rows.find(id).isPresent() && !rows.use(id, record.getSignatureCount(), clock.instant())) {
            throw new CounterBehind();
        }
    }

    @Override
    public @Nullable CredentialRecord findByCredentialId(Bytes credentialId) {
        return rows.find(id(credentialId)).orElse(null);
    }

    @Override
    public List<CredentialRecord> findByUserId(Bytes userId) {
        return rows.ofHandle(userId.toBase64UrlString());
    }

    @Override
    public void delete(Bytes credentialId) {
        throw new UnsupportedOperationException("a passkey is removed by its user");
    }

    /** The authenticator counted less than it did before. */
    static final class CounterBehind extends RuntimeException {

        private static final long serialVersionUID = 1L;

        CounterBehind() {
            super("the counter of the authenticator did not go up", null, false, false);
        }
    }
}
