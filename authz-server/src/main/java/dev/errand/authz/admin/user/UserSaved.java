package dev.errand.authz.admin.user;

import java.util.Optional;

import dev.errand.authz.user.UserEntry;

/** What became of an account that was to be saved. */
public sealed interface UserSaved {

    /** It is saved. */
    record Done(UserEntry entry, boolean created) implements UserSaved {}

    /** It is not what the caller has seen; this is what stands now, if there is one. */
    record Stale(Optional<UserEntry> now) implements UserSaved {}

    /** The username is another account's. */
    record UsernameTaken() implements UserSaved {}

    /** Nobody who is enabled would administer any more. */
    record LastAdministrator() implements UserSaved {}

    /** The caller would have given themselves a role. */
    record OwnRole() implements UserSaved {}
}
