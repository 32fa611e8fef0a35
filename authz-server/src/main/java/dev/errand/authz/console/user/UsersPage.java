package dev.errand.authz.console.user;

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
import dev.errand.authz.admin.user.UserAdministration;
import dev.errand.authz.admin.user.UserSaved;
import dev.errand.authz.admin.user.UserUnlock;
import dev.errand.authz.console.Moment;
import dev.errand.authz.console.SearchedList;
import dev.errand.authz.user.UserEntry;
import dev.errand.authz.user.UserFilter;
import dev.errand.authz.user.login.Lockout;

/** {@code /console/users}: the accounts, one of them, and its end. */
@Controller
final class UsersPage {

    static final String PATH = "/console/users";

    private final UserAdministration users;
    private final UserUnlock unlock;

    UsersPage(UserAdministration users, UserUnlock unlock) {
        this.users = users;
        this.unlock = unlock;
    }

    @GetMapping(PATH)
    String list(@RequestParam(name = "search", required = false) @Nullable String search,
            @RequestParam(name = "enabled", required = false) @Nullable String enabled,
            @RequestParam(name = "after", required = false) @Nullable String after, Model model) {
        SearchedList list = SearchedList.read(PATH, search, enabled, after);
        list.show(users.list(new UserFilter(list.search(), list.enabled()), list.page()).map(UserRow::of), model);
        return "console/users/list";
    }

    @GetMapping(PATH + "/{key}")
    String show(@PathVariable("key") String key, Model model) {
        UserEntry entry = entry(key);
        view(entry, model);
        Lockout lockout = unlock.lockout(entry);
        model.addAttribute("locked", lockout.isLocked());
        model.addAttribute("lockedElsewhere", lockout.elsewhere().map(Moment::of).orElse(null));
        model.addAttribute("lockedKnown", lockout.known().map(Moment::of).orElse(null));
        return "console/users/show";
    }

    /** What disabling ends, before it does. */
    @GetMapping(PATH + "/{key}/disable")
    String preview(@PathVariable("key") String key, Model model) {
        view(entry(key), model);
        return "console/users/disable";
    }

    @PostMapping(PATH + "/{key}/disable")
    String disable(@PathVariable("key") String key, Administrator by, Model model, HttpServletResponse response) {
        UserEntry entry = entry(key);
        if (enable(entry, false, by) instanceof UserSaved.LastAdministrator) {
            response.setStatus(HttpServletResponse.SC_CONFLICT);
            model.addAttribute("last", true);
            view(entry, model);
            return "console/users/disable";
        }
        return "redirect:" + UserRow.href(entry.account().subject()) + "?done=disabled";
    }

    @PostMapping(PATH + "/{key}/enable")
    String enable(@PathVariable("key") String key, Administrator by) {
        UserEntry entry = entry(key);
        enable(entry, true, by);
        return "redirect:" + UserRow.href(entry.account().subject()) + "?done=enabled";
    }

    @PostMapping(PATH + "/{key}/unlock")
    String unlock(@PathVariable("key") String key, Administrator by) {
        String subject = entry(key).account().subject();
        boolean unlocked = unlock.unlock(subject, by.name()).orElse(false);
        return "redirect:" + UserRow.href(subject) + "?done=" + (unlocked ? "unlocked" : "unlocked-before");
    }

    private UserSaved enable(UserEntry entry, boolean enabled, Administrator by) {
        return users.enable(entry.account().subject(), enabled, by);
    }

    private void view(UserEntry entry, Model model) {
        model.addAttribute("user", UserRow.of(entry));
        model.addAttribute("impact", users.impact(entry));
    }

    private UserEntry entry(String key) {
        return PathName.read(key).flatMap(users::find)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
