package dev.errand.authz.console.user;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.json.JsonMapper;

import dev.errand.authz.admin.Precondition;
import dev.errand.authz.admin.user.UserJson;
import dev.errand.authz.console.FormFields;
import dev.errand.authz.user.Role;
import dev.errand.authz.user.UserAccount;
import dev.errand.toolscope.json.Parsed;
import dev.errand.toolscope.json.StrictObject;

/**
 * An account as a form has it, texts as they were typed.
 *
 * @param roles the words of those that are ticked
 * @param tag the state that the change is made for; empty for a new one
 */
record UserForm(String username, String displayName, List<String> roles, String tag) {

    UserForm {
        roles = List.copyOf(roles);
    }

    static UserForm empty() {
        return new UserForm("", "", List.of(Role.USER.word()), "");
    }

    static UserForm of(UserAccount account, String tag) {
        return new UserForm(account.username(), account.displayName(), account.roles().stream().map(Role::word).toList(),
                tag);
    }

    static UserForm read(Map<String, String> fields) {
        FormFields form = new FormFields(fields);
        return new UserForm(form.text("username"), form.text("display_name"), form.ticked("role"), form.text("tag"));
    }

    /** What the form asks for, by the rules of the API. */
    Parsed<UserAccount> account(String subject, boolean enabled) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("username", username);
        if (!displayName.isEmpty()) {
            members.put("display_name", displayName);
        }
        members.put("roles", roles);
        members.put("enabled", enabled);
        return StrictObject.read(JsonMapper.shared().valueToTree(members), "",
                body -> UserJson.read(body, subject, Precondition.unchanged(tag)));
    }
}
