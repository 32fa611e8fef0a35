package dev.errand.authz.console.user;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

import dev.errand.authz.admin.Administrator;
import dev.errand.authz.admin.PathName;
import dev.errand.authz.admin.Precondition;
import dev.errand.authz.admin.user.UserAdministration;
import dev.errand.authz.admin.user.UserSaved;
import dev.errand.authz.console.Difference;
import dev.errand.authz.console.FieldProblem;
import dev.errand.authz.user.Role;
import dev.errand.authz.user.UserAccount;
import dev.errand.authz.user.UserEntry;
import dev.errand.toolscope.json.Parsed;

/**
 * The forms to make an account and to change one. Its first password is made here and shown once, on the answer to the
 * request that made the account, which nobody keeps.
 */
@Controller
final class UserEditor {

    private static final String NEW = "/console/new-user";
    private static final String CHANGE = UsersPage.PATH + "/{key}";

    private final UserAdministration users;

    UserEditor(UserAdministration users) {
        this.users = users;
    }

    @GetMapping(NEW)
    String create(Model model) {
        return form(model, UserForm.empty(), null);
    }

    @PostMapping(NEW)
    String create(@RequestParam Map<String, String> fields, Administrator by, Model model,
            HttpServletResponse response) {
        UserForm form = UserForm.read(fields);
        return switch (form.account(users.newSubject(), true)) {
            case Parsed.Malformed<UserAccount>(String member, String problem) ->
                refuse(model, response, form, null, FieldProblem.of(member, problem));
            case Parsed.Value<UserAccount>(UserAccount account) -> register(account, form, by, model, response);
        };
    }

    private String register(UserAccount account, UserForm form, Administrator by, Model model,
            HttpServletResponse response) {
        String password = users.newPassword();
        if (!(users.register(account, password, by) instanceof UserSaved.Done done)) {
            return refuse(model, response, form, null, FieldProblem.of("username", "is another account's"));
        }
        model.addAttribute("user", UserRow.of(done.entry()));
        model.addAttribute("password", password);
        return "console/users/made";
    }

    @GetMapping(CHANGE + "/edit")
    String edit(@PathVariable("key") String key, Model model) {
        UserEntry entry = entry(key);
        return form(model, UserForm.of(entry.account(), UserAdministration.tag(entry).value()), entry);
    }

    /** What would be different, and the button that makes it so. */
    @PostMapping(CHANGE + "/review")
    String review(@PathVariable("key") String key, @RequestParam Map<String, String> fields, Model model,
            HttpServletResponse response) {
        UserEntry entry = entry(key);
        UserForm form = UserForm.read(fields);
        return switch (form.account(entry.account().subject(), entry.account().enabled())) {
            case Parsed.Malformed<UserAccount>(String member, String problem) ->
                refuse(model, response, form, entry, FieldProblem.of(member, problem));
            case Parsed.Value<UserAccount>(UserAccount account) -> review(model, form, entry, account);
        };
    }

    @PostMapping(CHANGE + "/save")
    String save(@PathVariable("key") String key, @RequestParam Map<String, String> fields, Administrator by,
            Model model, HttpServletResponse response) {
        UserEntry entry = entry(key);
        UserForm form = UserForm.read(fields);
        if (!(form.account(entry.account().subject(),
                entry.account().enabled()) instanceof Parsed.Value<UserAccount>(UserAccount account))) {
            return review(key, fields, model, response);
        }
        return switch (users.change(account, Precondition.unchanged(form.tag()), by)) {
            case UserSaved.Done done -> "redirect:" + UserRow.href(account.subject()) + "?done=saved";
            case UserSaved.Stale stale -> overtaken(model, response, form, stale.now().orElse(entry), account);
            case UserSaved.UsernameTaken taken ->
                refuse(model, response, form, entry, FieldProblem.of("username", "is another account's"));
            case UserSaved.LastAdministrator last ->
                refuse(model, response, form, entry, FieldProblem.of("roles", "would leave nobody who administers"));
            case UserSaved.OwnRole own ->
                refuse(model, response, form, entry, FieldProblem.of("roles", "would give you a role that you lack"));
        };
    }

    private static String form(Model model, UserForm form, @Nullable UserEntry entry) {
        model.addAttribute("form", form);
        model.addAttribute("user", entry == null ? null : UserRow.of(entry));
        return entry == null ? "console/users/new" : "console/users/edit";
    }

    private static String refuse(Model model, HttpServletResponse response, UserForm form, @Nullable UserEntry entry,
            FieldProblem problem) {
        response.setStatus(HttpServletResponse.SC_UNPROCESSABLE_CONTENT);
        model.addAttribute("problem", problem);
        return form(model, form, entry);
    }

    private static String review(Model model, UserForm form, UserEntry entry, UserAccount after) {
        UserAccount before = entry.account();
        model.addAttribute("form", form);
        model.addAttribute("user", UserRow.of(entry));
        model.addAttribute("differences", Stream.of(
                Difference.of("users.username", before.username(), after.username()),
                Difference.of("users.display-name", before.displayName(), after.displayName()),
                Difference.of("users.roles", words(before), words(after))).flatMap(Optional::stream).toList());
        return "console/users/review";
    }

    private static List<String> words(UserAccount account) {
        return account.roles().stream().map(Role::word).toList();
    }

    /** Somebody was quicker: the same change against what stands now, to be saved once more or not. */
    private static String overtaken(Model model, HttpServletResponse response, UserForm form, UserEntry now,
            UserAccount after) {
        response.setStatus(HttpServletResponse.SC_CONFLICT);
        model.addAttribute("overtaken", true);
        String tag = UserAdministration.tag(now).value();
        return review(model, new UserForm(form.username(), form.displayName(), form.roles(), tag), now, after);
    }

    private UserEntry entry(String key) {
        return PathName.read(key).flatMap(users::find)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
