package dev.errand.authz.admin.user;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.errand.authz.admin.AdminRoutes;
import dev.errand.authz.admin.PathName;
import dev.errand.authz.user.PasswordRule;
import dev.errand.authz.user.Role;
import dev.errand.authz.user.UserAccount;
import dev.errand.authz.user.UserEntry;
import dev.errand.toolscope.InvalidValue;
import dev.errand.toolscope.PlainText;
import dev.errand.toolscope.json.StrictObject;

/** An account in its JSON form: what is wrong with one that is sent names the member. Passwords are read, never written. */
public final class UserJson {

    private static final int MAX_TEXT = 255;

    private UserJson() {}

    static NewUser readNew(StrictObject body, String subject) {
        UserAccount account = read(body, subject);
        return new NewUser(account, body.optionalText("password").map(UserJson::password));
    }

    /**
     * The account that the body asks for. What is only ever answered may be sent back, and is not looked at.
     *
     * @throws InvalidValue for what is wrong
     */
    public static UserAccount read(StrictObject body, String subject) {
        Set.of("href", "changed_at", "changed_by").forEach(body::optionalNode);
        if (!body.optionalText("subject").orElse(subject).equals(subject)) {
            throw new InvalidValue("subject", "is not the one in the path");
        }
        if (!UserAccount.isSubject(subject)) {
            throw new InvalidValue("subject", "is not 1 to 255 visible ASCII characters");
        }
        String username = PlainText.require("username", body.text("username"), MAX_TEXT);
        String displayName = PlainText.require("display_name", body.optionalText("display_name").orElse(username), MAX_TEXT);
        return new UserAccount(subject, username, displayName, roles(body), enabled(body));
    }

    private static String password(String text) {
        PasswordRule.problem(text).ifPresent(problem -> {
            throw new InvalidValue("password", problem);
        });
        return text;
    }

    private static Set<Role> roles(StrictObject body) {
        return body.texts("roles", Role.values().length).stream().map(word -> Role.of(word)
                .orElseThrow(() -> new InvalidValue("roles", "has a word other than user, admin and auditor")))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean enabled(StrictObject body) {
        return body.optionalNode("enabled").map(value -> {
            if (!value.isBoolean()) {
                throw new InvalidValue("enabled", "is neither true nor false");
            }
            return value.booleanValue();
        }).orElse(true);
    }

    /** The account as the API answers it. */
    public static Map<String, @Nullable Object> write(UserEntry entry) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>(write(entry.account()));
        members.put("changed_at", entry.changedAt().toString());
        members.put("changed_by", entry.changedBy());
        members.put("href", AdminRoutes.BASE + "/v1/users/" + PathName.of(entry.account().subject()));
        return members;
    }

    /** What there is to change about it. */
    public static Map<String, @Nullable Object> write(UserAccount account) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("subject", account.subject());
        members.put("username", account.username());
        members.put("display_name", account.displayName());
        members.put("roles", words(account.roles()));
        members.put("enabled", account.enabled());
        return members;
    }

    private static List<String> words(Set<Role> roles) {
        return roles.stream().sorted().map(Role::word).toList();
    }
}
