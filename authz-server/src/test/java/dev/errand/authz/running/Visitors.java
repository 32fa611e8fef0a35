package dev.errand.authz.running;

import java.util.Set;

import dev.errand.authz.user.Role;
import dev.errand.authz.user.UserAccount;
import dev.errand.authz.user.Users;

/** People in front of browsers, by what they may do. */
public final class Visitors {

    private Visitors() {}

    /** An administrator who is logged in. */
    public static BrowserUser admin(RunningServer server) {
        return loggedIn(server, "admin", "battery staple");
    }

    /** An auditor who is logged in. */
    public static BrowserUser auditor(RunningServer server) {
        return registered(server, "the-auditor", Role.AUDITOR);
    }

    /** A user who is logged in, and not alice. */
    public static BrowserUser other(RunningServer server) {
        return registered(server, "the-other", Role.USER);
    }

    private static BrowserUser registered(RunningServer server, String name, Role role) {
        Users users = server.bean(Users.class);
        users.registerIfAbsent(new UserAccount(name, name, name, Set.of(role), true), users.hash("a pass phrase"), "test");
        return loggedIn(server, name, "a pass phrase");
    }

    private static BrowserUser loggedIn(RunningServer server, String name, String password) {
        BrowserUser user = new BrowserUser(server);
        user.logIn(name, password);
        return user;
    }
}
