package dev.errand.authz.admin.user;

import java.util.Optional;

import org.springframework.stereotype.Component;

import dev.errand.authz.user.UserEntry;
import dev.errand.authz.user.Users;
import dev.errand.authz.user.login.Lockout;
import dev.errand.authz.user.login.Logins;

/** Lets a user log in again who is locked out by failed logins, the user's own or an attacker's. */
@Component
public final class UserUnlock {

    private final Users users;
    private final Logins logins;

    UserUnlock(Users users, Logins logins) {
        this.users = users;
        this.logins = logins;
    }

    /** Until when the user's passwords are not looked at. */
    public Lockout lockout(UserEntry user) {
        return logins.lockout(user.account());
    }

    /** Whether there was anything to forget; empty if there is no such user. */
    public Optional<Boolean> unlock(String subject, String by) {
        return users.find(subject).map(user -> logins.unlock(user, by));
    }
}
