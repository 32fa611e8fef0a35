package dev.errand.authz.admin.user;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.errand.authz.admin.AdminRoutes;
import dev.errand.authz.admin.Administrator;
import dev.errand.authz.admin.JsonAnswer;
import dev.errand.authz.admin.JsonBody;
import dev.errand.authz.admin.ListQuery;
import dev.errand.authz.admin.PageRequest;
import dev.errand.authz.admin.PathName;
import dev.errand.authz.admin.Precondition;
import dev.errand.authz.admin.Problem;
import dev.errand.authz.user.UserEntry;
import dev.errand.authz.user.UserFilter;
import dev.errand.toolscope.json.Parsed;

/** {@code /admin/api/v1/users}: accounts of the built-in login. */
@RestController
final class UserController {

    private static final String USERS = AdminRoutes.BASE + "/v1/users";
    private static final String USER = USERS + "/{key}";

    private final UserAdministration users;

    UserController(UserAdministration users) {
        this.users = users;
    }

    @GetMapping(USERS)
    ResponseEntity<Object> list(@RequestParam(name = "search", required = false) @Nullable String search,
            @RequestParam(name = "enabled", required = false) @Nullable String enabled,
            @RequestParam(name = "limit", required = false) @Nullable String limit,
            @RequestParam(name = "after", required = false) @Nullable String after) {
        Parsed<UserFilter> filter = ListQuery.search(search).then(text -> ListQuery.enabled(enabled)
                .then(state -> new Parsed.Value<>(new UserFilter(text, state))));
        return JsonAnswer.list(filter.then(some -> PageRequest.read(limit, after, 1)
                .then(page -> new Parsed.Value<>(users.list(some, page)))), UserJson::write);
    }

    @GetMapping(USER)
    ResponseEntity<Object> show(@PathVariable("key") String key) {
        return found(key, entry -> entry(HttpStatus.OK, entry));
    }

    /** What disabling the account would end. */
    @GetMapping(USER + "/disable")
    ResponseEntity<Object> impact(@PathVariable("key") String key) {
        return found(key, entry -> JsonAnswer.ok(users.impact(entry).json()));
    }

    /** The password is for the account's creation, and refused with any other change. */
    @PutMapping(USER)
    ResponseEntity<Object> save(HttpServletRequest request, @PathVariable("key") String key, Administrator by,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestHeader(name = "If-None-Match", required = false) @Nullable String ifNoneMatch) throws IOException {
        Optional<String> subject = PathName.read(key);
        if (subject.isEmpty()) {
            return Problem.badParameter("key").answer();
        }
        Optional<Precondition> seen = Precondition.read(ifMatch, ifNoneMatch);
        if (seen.isEmpty()) {
            return Problem.preconditionMissing().answer();
        }
        return switch (JsonBody.read(request, JsonBody.MAX_BYTES, body -> UserJson.readNew(body, subject.get(), seen.get()))) {
            case JsonBody.Unacceptable<NewUser>(Problem problem) -> problem.answer();
            case JsonBody.Of<NewUser>(NewUser user) -> save(user, seen.get(), by);
        };
    }

    private ResponseEntity<Object> save(NewUser user, Precondition seen, Administrator by) {
        boolean creates = seen instanceof Precondition.Absent;
        if (creates != user.password().isPresent()) {
            return Problem.body("password", creates ? "is missing" : "is set when the account is made, and not changed here")
                    .answer();
        }
        return answer(user.password().map(password -> users.register(user.account(), password, by))
                .orElseGet(() -> users.change(user.account(), seen, by)));
    }

    @PostMapping(USER + "/disable")
    ResponseEntity<Object> disable(@PathVariable("key") String key, Administrator by) {
        return found(key, entry -> answer(users.enable(entry.account().subject(), false, by)));
    }

    @PostMapping(USER + "/enable")
    ResponseEntity<Object> enable(@PathVariable("key") String key, Administrator by) {
        return found(key, entry -> answer(users.enable(entry.account().subject(), true, by)));
    }

    private ResponseEntity<Object> found(String key, Function<UserEntry, ResponseEntity<Object>> next) {
        return PathName.read(key).flatMap(users::find).map(next).orElseGet(() -> Problem.unknown("user").answer());
    }

    private static ResponseEntity<Object> answer(UserSaved saved) {
        return switch (saved) {
            case UserSaved.Done(UserEntry entry, boolean created) ->
                entry(created ? HttpStatus.CREATED : HttpStatus.OK, entry);
            case UserSaved.Stale stale -> Problem.preconditionFailed().answer();
            case UserSaved.UsernameTaken taken ->
                Problem.state("username_taken", "Another account has that username").answer();
            case UserSaved.LastAdministrator last ->
                Problem.state("last_administrator", "Nobody would be left who administers").answer();
            case UserSaved.OwnRole own -> new Problem(403, "Nobody gives themselves a role", "own_role").answer();
        };
    }

    private static ResponseEntity<Object> entry(HttpStatus status, UserEntry entry) {
        return JsonAnswer.of(status, UserAdministration.tag(entry), UserJson.write(entry));
    }
}
