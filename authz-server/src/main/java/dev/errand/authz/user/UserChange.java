package dev.errand.authz.user;

/** What became of an account that was to be made or changed. */
public sealed interface UserChange {

    /** The account is as asked; at its old revision if it was so before. */
    record Done(UserEntry entry) implements UserChange {}

    /** There is an account of this subject already, or somebody changed it meanwhile. */
    record Stale(UserEntry entry) implements UserChange {}

    /** There is no such account. */
    record Unknown() implements UserChange {}

    /** The username is another account's. */
    record UsernameTaken() implements UserChange {}

    /** Nobody who is enabled would administer any more. */
    record LastAdministrator() implements UserChange {}
}
