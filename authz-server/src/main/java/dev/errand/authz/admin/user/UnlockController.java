package dev.errand.authz.admin.user;

import java.util.Map;
import java.util.Optional;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.errand.authz.admin.AdminRoutes;
import dev.errand.authz.admin.Administrator;
import dev.errand.authz.admin.JsonAnswer;
import dev.errand.authz.admin.PathName;
import dev.errand.authz.admin.Problem;

/** {@code POST /admin/api/v1/users/{key}/unlock}: the user's next login is looked at, however many failed. */
@RestController
final class UnlockController {

    private final UserUnlock unlock;

    UnlockController(UserUnlock unlock) {
        this.unlock = unlock;
    }

    /** Answers whether there were failed logins to forget; asking twice is no error. */
    @PostMapping(AdminRoutes.BASE + "/v1/users/{key}/unlock")
    ResponseEntity<Object> unlock(@PathVariable("key") String key, Administrator by) {
        Optional<Boolean> unlocked = PathName.read(key).flatMap(subject -> unlock.unlock(subject, by.name()));
        return unlocked.map(done -> JsonAnswer.ok(Map.of("unlocked", done)))
                .orElseGet(() -> Problem.unknown("user").answer());
    }
}
