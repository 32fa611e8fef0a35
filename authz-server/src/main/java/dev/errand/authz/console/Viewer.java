package dev.errand.authz.console;

import dev.errand.authz.session.SessionAuthentication;
import dev.errand.authz.user.Role;

/**
 * Who looks at the page.
 *
 * @param subject who they are
 * @param name what to call them
 * @param sees whether they may see the console
 * @param changes whether they may change what they see; controls of those who may not are disabled and say why
 */
public record Viewer(String subject, String name, boolean sees, boolean changes) {

    static Viewer of(SessionAuthentication login) {
        boolean changes = login.user().roles().contains(Role.ADMIN);
        return new Viewer(login.getName(), login.user().displayName(),
                changes || login.user().roles().contains(Role.AUDITOR), changes);
    }
}
