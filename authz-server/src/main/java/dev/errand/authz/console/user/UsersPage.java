package dev.errand.authz.console.user;

import java.util.Optional;

import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.UriComponentsBuilder;

import dev.errand.authz.admin.Administrators;
import dev.errand.authz.admin.Cursor;
import dev.errand.authz.admin.ListQuery;
import dev.errand.authz.admin.Page;
import dev.errand.authz.admin.PageRequest;
import dev.errand.authz.admin.PathName;
import dev.errand.authz.admin.user.UserAdministration;
import dev.errand.authz.admin.user.UserSaved;
import dev.errand.authz.user.UserEntry;
import dev.errand.authz.user.UserFilter;
import dev.errand.toolscope.json.Parsed;

/** {@code /console/users}: the accounts, one of them, and its end. */
@Controller
final class UsersPage {

    static final String PATH = "/console/users";

    private final UserAdministration users;
    private final Administrators administrators;

    UsersPage(UserAdministration users, Administrators administrators) {
        this.users = users;
        this.administrators = administrators;
    }

    @GetMapping(PATH)
    String list(@RequestParam(name = "search", required = false) @Nullable String search,
            @RequestParam(name = "enabled", required = false) @Nullable String enabled,
            @RequestParam(name = "after", required = false) @Nullable String after, Model model) {
        UserFilter filter = new UserFilter(read(ListQuery.search(search)), read(ListQuery.enabled(enabled)));
        PageRequest page = read(PageRequest.read(null, after, 1));
        Page<UserRow> rows = users.list(filter, page).map(UserRow::of);
        model.addAttribute("rows", rows.items());
        model.addAttribute("search", filter.search());
        model.addAttribute("enabled", filter.enabled().map(String::valueOf).orElse(""));
        model.addAttribute("first", page.after().isEmpty() ? null : url(filter, null));
        model.addAttribute("next", rows.next().map(cursor -> url(filter, cursor)).orElse(null));
        return "console/users/list";
    }

    private static <T> T read(Parsed<T> parsed) {
        return switch (parsed) {
            case Parsed.Value<T>(T value) -> value;
            case Parsed.Malformed<T> malformed -> throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        };
    }

    private static String url(UserFilter filter, @Nullable Cursor after) {
        return UriComponentsBuilder.fromPath(PATH)
                .queryParamIfPresent("search", Optional.of(filter.search()).filter(text -> !text.isEmpty()))
                .queryParamIfPresent("enabled", filter.enabled())
                .queryParamIfPresent("after", Optional.ofNullable(after).map(Cursor::word))
                .encode().build().toUriString();
    }

    @GetMapping(PATH + "/{key}")
    String show(@PathVariable("key") String key, Model model) {
        view(entry(key), model);
        return "console/users/show";
    }

    /** What disabling ends, before it does. */
    @GetMapping(PATH + "/{key}/disable")
    String preview(@PathVariable("key") String key, Model model) {
        view(entry(key), model);
        return "console/users/disable";
    }

    @PostMapping(PATH + "/{key}/disable")
    String disable(@PathVariable("key") String key, Authentication caller, Model model, HttpServletResponse response) {
        UserEntry entry = entry(key);
        if (enable(entry, false, caller) instanceof UserSaved.LastAdministrator) {
            response.setStatus(HttpServletResponse.SC_CONFLICT);
            model.addAttribute("last", true);
            view(entry, model);
            return "console/users/disable";
        }
        return "redirect:" + UserRow.href(entry.account().subject()) + "?done=disabled";
    }

    @PostMapping(PATH + "/{key}/enable")
    String enable(@PathVariable("key") String key, Authentication caller) {
        UserEntry entry = entry(key);
        enable(entry, true, caller);
        return "redirect:" + UserRow.href(entry.account().subject()) + "?done=enabled";
    }

    private UserSaved enable(UserEntry entry, boolean enabled, Authentication caller) {
        return users.enable(entry.account().subject(), enabled, administrators.of(caller).orElseThrow());
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
