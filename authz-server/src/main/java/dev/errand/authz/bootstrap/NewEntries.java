package dev.errand.authz.bootstrap;

import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.errand.authz.secret.Secrets;
import dev.errand.authz.user.Users;

/**
 * Which entries of a set-up file say what they did not say when it was last applied. The others are left as they are
 * registered: an agent that was disabled since, a key that was removed or a scope that was retired must not come back
 * because a node starts.
 */
final class NewEntries {

    private final Map<FileEntry, String> digests;
    private final AppliedEntries applied;
    private final Users users;
    private final Map<FileEntry, AppliedEntries.Said> before;
    private int claimed;

    NewEntries(Map<FileEntry, String> digests, AppliedEntries applied, Users users) {
        this.digests = digests;
        this.applied = applied;
        this.users = users;
        this.before = applied.all();
    }

    /** What of an account is to be applied. */
    enum OfUser {
        NOTHING, ALL_BUT_ITS_PASSWORD, EVERYTHING
    }

    /** How many entries the caller was to apply until now. */
    int claimed() {
        return claimed;
    }

    /** Whether the caller is to apply this entry, which is not a user. */
    boolean claim(FileEntry entry) {
        return claim(entry, null);
    }

    /** What the caller is to apply of this user. */
    OfUser claim(SetUp.NewUser user) {
        FileEntry entry = FileEntry.user(user.account().subject());
        Optional<AppliedEntries.Said> seen = Optional.ofNullable(before.get(entry));
        boolean samePassword = seen.isPresent() && isSamePassword(user, seen.get().passwordHash());
        String passwordHash = samePassword ? seen.get().passwordHash() : hashOf(user);
        if (!claim(entry, passwordHash)) {
            return OfUser.NOTHING;
        }
        return samePassword ? OfUser.ALL_BUT_ITS_PASSWORD : OfUser.EVERYTHING;
    }

    private boolean claim(FileEntry entry, @Nullable String passwordHash) {
        Optional<AppliedEntries.Said> seen = Optional.ofNullable(before.get(entry));
        AppliedEntries.Said now = new AppliedEntries.Said(digests.getOrDefault(entry, ""), passwordHash);
        boolean mine = seen.filter(now::equals).isEmpty() && applied.claim(entry, seen, now);
        claimed += mine ? 1 : 0;
        return mine;
    }

    /** A file without a password says nothing about it. */
    private boolean isSamePassword(SetUp.NewUser user, @Nullable String passwordHash) {
        if (user.passwordHash().isPresent()) {
            return Secrets.hash(user.passwordHash().get()).equals(passwordHash);
        }
        return user.password().isEmpty()
                || (passwordHash != null && users.isPasswordOf(passwordHash, user.password().get()));
    }

    private @Nullable String hashOf(SetUp.NewUser user) {
        return user.passwordHash().map(Secrets::hash).or(() -> user.password().map(users::hash)).orElse(null);
    }
}
