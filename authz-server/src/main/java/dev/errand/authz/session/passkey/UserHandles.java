package dev.errand.authz.session.passkey;

import org.jspecify.annotations.Nullable;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.management.PublicKeyCredentialUserEntityRepository;

import dev.errand.authz.user.UserAccount;
import dev.errand.authz.user.Users;
import dev.errand.authz.user.login.LoginKey;

/**
 * Users as authenticators know them: by a handle that says nothing of the person (Web Authentication §14.6.1), the keyed
 * hash of the subject. Spring Security calls the subject a username.
 */
final class UserHandles implements PublicKeyCredentialUserEntityRepository {

    private final PasskeyRows rows;
    private final Users users;
    private final LoginKey key;

    UserHandles(PasskeyRows rows, Users users, LoginKey key) {
        this.rows = rows;
        this.users = users;
        this.key = key;
    }

    @Override
    public @Nullable PublicKeyCredentialUserEntity findById(Bytes handle) {
        return rows.subjectOfHandle(handle.toBase64UrlString()).flatMap(users::find).map(this::entity).orElse(null);
    }

    /** Named for the list in which the authenticator shows it: by what the user types elsewhere. */
    @Override
    public @Nullable PublicKeyCredentialUserEntity findByUsername(String subject) {
        return users.find(subject).map(this::entity).orElse(null);
    }

    private PublicKeyCredentialUserEntity entity(UserAccount user) {
        return ImmutablePublicKeyCredentialUserEntity.builder().id(Bytes.fromBase64(key.hash("user handle", user.subject())))
                .name(user.username()).displayName(user.displayName()).build();
    }

    @Override
    public void save(PublicKeyCredentialUserEntity userEntity) {
        throw new UnsupportedOperationException("handles follow from accounts");
    }

    @Override
    public void delete(Bytes id) {
        throw new UnsupportedOperationException("handles follow from accounts");
    }
}
