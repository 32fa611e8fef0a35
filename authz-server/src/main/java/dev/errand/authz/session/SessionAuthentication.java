package dev.errand.authz.session;

import java.io.Serial;
import java.util.List;

import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

import dev.errand.authz.user.UserAccount;

/**
 * The user behind a browser's request, with the session that says so; authorities are {@code ROLE_USER},
 * {@code ROLE_ADMIN} and {@code ROLE_AUDITOR}. Only this package makes it, from a live session and an enabled account.
 */
public final class SessionAuthentication extends AbstractAuthenticationToken {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient UserAccount user;
    private final transient UserSession session;

    SessionAuthentication(UserAccount user, UserSession session) {
        super(authorities(user));
        this.user = user;
        this.session = session;
        setAuthenticated(true);
    }

    private static List<GrantedAuthority> authorities(UserAccount user) {
        return user.roles().stream().<GrantedAuthority>map(role -> new SimpleGrantedAuthority("ROLE_" + role.name()))
                .toList();
    }

    /** The account. */
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
