package dev.errand.authz.console.user;

import java.util.List;

import dev.errand.authz.admin.PathName;
import dev.errand.authz.console.Moment;
import dev.errand.authz.user.Role;
import dev.errand.authz.user.UserEntry;

/** An account, in the list and on its own page. */
record UserRow(String subject, String href, String username, String displayName, List<String> roles, boolean enabled,
        Moment changedAt, String changedBy) {

    static UserRow of(UserEntry entry) {
        return new UserRow(entry.account().subject(), href(entry.account().subject()), entry.account().username(),
                entry.account().displayName(), entry.account().roles().stream().sorted().map(Role::word).toList(),
                entry.account().enabled(), Moment.of(entry.changedAt()), entry.changedBy());
    }

    static String href(String subject) {
        return UsersPage.PATH + "/" + PathName.of(subject);
    }
}
