package dev.errand.authz.session;

import java.io.Serial;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

import dev.errand.authz.user.AccountLogin;
import dev.errand.authz.user.PasswordState;
import dev.errand.authz.user.Role;
import dev.errand.authz.user.UserAccount;

/**
 * The user behind a browser's request, with the session that says so; authorities are {@code ROLE_USER},
 * {@code ROLE_ADMIN} and {@code ROLE_AUDITOR}. Only this package makes it, from a live session and an enabled account.
 * Where those who administer need a passkey, somebody who logged in without is a user like any other; and whoever logged in
 * by a password that somebody else gave the account is nobody in particular until it is another.
 */
public final class SessionAuthentication extends AbstractAuthenticationToken {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient UserAccount user;
    private final transient UserSession session;
    private final boolean needsPasskey;
    private final boolean needsPassword;

    private SessionAuthentication(UserAccount user, UserSession session, boolean needsPasskey, boolean needsPassword) {
        super(authorities(user));
        this.user = user;
        this.session = session;
        this.needsPasskey = needsPasskey;
        this.needsPassword = needsPassword;
        setAuthenticated(true);
    }

    static SessionAuthentication of(AccountLogin login, UserSession session, AdminPasskey passkey) {
        UserAccount user = login.account();
        if (login.password() == PasswordState.FIRST && session.method() == LoginMethod.PASSWORD) {
            return new SessionAuthentication(with(user, Set.of()), session, false, true);
        }
        Set<Role> plain = EnumSet.noneOf(Role.class);
        plain.addAll(user.roles());
        boolean administers = plain.removeAll(EnumSet.of(Role.ADMIN, Role.AUDITOR));
        boolean needs = administers && passkey == AdminPasskey.REQUIRED && session.method() != LoginMethod.PASSKEY;
        return new SessionAuthentication(needs ? with(user, plain) : user, session, needs, false);
    }

    private static UserAccount with(UserAccount user, Set<Role> roles) {
        return new UserAccount(user.subject(), user.username(), user.displayName(), roles, user.enabled());
    }

    private static List<GrantedAuthority> authorities(UserAccount user) {
        return user.roles().stream().<GrantedAuthority>map(role -> new SimpleGrantedAuthority("ROLE_" + role.name()))
                .toList();
    }

    /** Whether the user's own roles are withheld until a login with a passkey. */
    public boolean needsPasskey() {
        return needsPasskey;
    }

    /** Whether the user has to choose a password before anything else: until then, all roles are withheld. */
    public boolean needsPassword() {
        return needsPassword;
    }

    /** Whether the user may let agents act; taking that role away ends the session. */
    public boolean authorises() {
        return user.authorises();
    }

    /** The account, with the roles that count in this session. */
    public UserAccount user() {
        return user;
    }

    /** The session. */
    public UserSession session() {
        return session;
    }

    /** The user's subject. */
    @Override
    public String getName() {
        return user.subject();
    }

    @Override
    public Object getPrincipal() {
        return user;
    }

    /** Empty: the cookie stays out of it. */
    @Override
    public Object getCredentials() {
        return "";
    }
}
