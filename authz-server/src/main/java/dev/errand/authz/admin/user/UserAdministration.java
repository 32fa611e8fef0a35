package dev.errand.authz.admin.user;

import java.util.Optional;
import java.util.Set;

import org.springframework.stereotype.Component;

import dev.errand.authz.admin.Administrator;
import dev.errand.authz.admin.Cursor;
import dev.errand.authz.admin.EntityTag;
import dev.errand.authz.admin.Page;
import dev.errand.authz.admin.PageRequest;
import dev.errand.authz.admin.Precondition;
import dev.errand.authz.run.Runs;
import dev.errand.authz.session.Sessions;
import dev.errand.authz.user.Role;
import dev.errand.authz.user.UserAccount;
import dev.errand.authz.user.UserChange;
import dev.errand.authz.user.UserEntry;
import dev.errand.authz.user.UserFilter;
import dev.errand.authz.user.UserRegistrations;

/** What those who administer do with accounts, from the API and from pages. Thread-safe. */
@Component
public final class UserAdministration {

    private final UserRegistrations users;
    private final Sessions sessions;
    private final Runs runs;

    UserAdministration(UserRegistrations users, Sessions sessions, Runs runs) {
        this.users = users;
        this.sessions = sessions;
        this.runs = runs;
    }

    /** A page of accounts in the order of their usernames. */
    public Page<UserEntry> list(UserFilter filter, PageRequest page) {
        String after = page.after().map(cursor -> cursor.part(0)).orElse("");
        return Page.of(users.list(filter, after, page.limit() + 1), page.limit(),
                entry -> Cursor.of(entry.account().username()));
    }

    /** The account of this subject. */
    public Optional<UserEntry> find(String subject) {
        return users.find(subject);
    }

    /** What names the state of an account. */
    public static EntityTag tag(UserEntry entry) {
        return new EntityTag(Integer.toString(entry.revision()));
    }

    /** A password that nobody knows yet, good for {@link #register}. */
    public String newPassword() {
        return users.newWord();
    }

    /** A subject that nobody has had, for an account whose subject means nothing to anybody. */
    public String newSubject() {
        return "u" + users.newWord();
    }

    /**
     * Makes an account, if there is none of its subject.
     *
     * @param password its first password, at most 1,024 bytes; kept as a hash only
     */
    public UserSaved register(UserAccount account, String password, Administrator by) {
        return saved(users.register(account, password, by.name()), true);
    }

    /** Changes an account to this, if it is what the caller has seen. Its password stays. */
    public UserSaved change(UserAccount account, Precondition seen, Administrator by) {
        Optional<UserEntry> now = users.find(account.subject());
        if (now.isEmpty() || !seen.met(now.map(UserAdministration::tag))) {
            return new UserSaved.Stale(now);
        }
        return account.subject().equals(by.name()) && gains(now.get().account(), account)
                ? new UserSaved.OwnRole()
                : saved(users.change(account, now.get().revision(), by.name()), false);
    }

    private static boolean gains(UserAccount before, UserAccount after) {
        Set<Role> had = before.roles();
        return !had.containsAll(after.roles());
    }

    /** Enables or disables an account; disabling ends its sessions and the runs in them at once. */
    public UserSaved enable(String subject, boolean enabled, Administrator by) {
        return saved(users.enable(subject, enabled, by.name()), false);
    }

    private static UserSaved saved(UserChange change, boolean created) {
        return switch (change) {
            case UserChange.Done(UserEntry entry) -> new UserSaved.Done(entry, created);
            case UserChange.Stale(UserEntry entry) -> new UserSaved.Stale(Optional.of(entry));
            case UserChange.Unknown unknown -> new UserSaved.Stale(Optional.empty());
            case UserChange.UsernameTaken taken -> new UserSaved.UsernameTaken();
            case UserChange.LastAdministrator last -> new UserSaved.LastAdministrator();
        };
    }

    /** What would end with this account. */
    public UserImpact impact(UserEntry entry) {
        String subject = entry.account().subject();
        return new UserImpact(sessions.countLiveOf(subject, UserImpact.AT_MOST),
                runs.countLiveOfSubject(subject, UserImpact.AT_MOST));
    }
}
