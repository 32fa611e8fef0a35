package dev.errand.authz.session;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;

import dev.errand.authz.user.UserAccount;
import dev.errand.authz.user.Users;

/** Checks the login form's username and password. What it returns lives for that one request. */
final class PasswordLogin implements AuthenticationProvider {

    private final Users users;

    PasswordLogin(Users users) {
        this.users = users;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        UserAccount user = users.authenticate(authentication.getName(), password(authentication))
                .orElseThrow(() -> new BadCredentialsException("wrong username or password"));
        return UsernamePasswordAuthenticationToken.authenticated(user, null, AuthorityUtils.NO_AUTHORITIES);
    }

    private static String password(Authentication authentication) {
        return authentication.getCredentials() instanceof String password ? password : "";
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
