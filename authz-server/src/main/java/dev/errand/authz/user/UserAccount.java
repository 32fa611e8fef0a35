package dev.errand.authz.user;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * An account of the built-in login, without its password.
 *
 * @param subject the {@code sub} of the user's tokens; never reused for another person
 * @param username what the user types to log in, compared as an exact string
 * @param displayName what the user is called on pages
 * @param roles the user's roles
 * @param enabled whether the user may log in
 */
public record UserAccount(String subject, String username, String displayName, Set<Role> roles, boolean enabled) {

    private static final Pattern SUBJECT = Pattern.compile("[\\x21-\\x7e]{1,255}");

    public UserAccount {
        if (!isSubject(subject)) {
            throw new IllegalArgumentException("a subject is 1 to 255 visible ASCII characters");
        }
        if (username.isBlank() || username.length() > 255 || displayName.isBlank() || displayName.length() > 255) {
            throw new IllegalArgumentException("user " + subject + " needs a username and a display name");
        }
        roles = Set.copyOf(roles);
    }

    /** Whether its user may let agents act, as long as it is enabled. */
    public boolean authorises() {
        return roles.contains(Role.USER);
    }

    /** Whether it can be a user's {@code sub}. */
    public static boolean isSubject(String text) {
        return SUBJECT.matcher(text).matches();
    }
}
