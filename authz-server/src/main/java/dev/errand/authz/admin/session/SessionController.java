package dev.errand.authz.admin.session;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.errand.authz.admin.AdminRoutes;
import dev.errand.authz.admin.Administrator;
import dev.errand.authz.admin.JsonAnswer;
import dev.errand.authz.admin.PageRequest;
import dev.errand.authz.admin.Problem;
import dev.errand.authz.session.Device;
import dev.errand.authz.session.UserSession;
import dev.errand.authz.session.list.ListedSession;

/** {@code /admin/api/v1/sessions}: who is logged in, and the end of it. */
@RestController
final class SessionController {

    private static final String PATH = AdminRoutes.BASE + "/v1/sessions";
    private static final Pattern ID = Pattern.compile("[\\x21-\\x7e]{1,64}");

    private final SessionReports reports;

    SessionController(SessionReports reports) {
        this.reports = reports;
    }

    @GetMapping(PATH)
    ResponseEntity<Object> list(@RequestParam(name = "live", required = false) @Nullable String live,
            @RequestParam(name = "subject", required = false) @Nullable String subject,
            @RequestParam(name = "limit", required = false) @Nullable String limit,
            @RequestParam(name = "after", required = false) @Nullable String after) {
        return JsonAnswer.list(SessionFilters.read(live, subject).then(query -> PageRequest
                .read(limit, after, SessionReports.CURSOR_PARTS).then(request -> reports.page(query, request))),
                SessionController::item);
    }

    /** Answers whether nobody had ended it before; asking twice is no error. */
    @PostMapping(PATH + "/{sid}/end")
    ResponseEntity<Object> end(@PathVariable("sid") String sid, Administrator by) {
        if (!ID.matcher(sid).matches()) {
            return Problem.badParameter("sid").answer();
        }
        boolean ended = reports.end(sid, by.name());
        return JsonAnswer.ok(Map.of("sid", sid, "ended", ended));
    }

    private static Map<String, @Nullable Object> item(ListedSession listed) {
        UserSession session = listed.session();
        Map<String, @Nullable Object> item = new LinkedHashMap<>();
        item.put("sid", session.sid());
        item.put("subject", session.subject());
        item.put("device", Optional.ofNullable(listed.device()).map(Device::words).orElse(null));
        item.put("live", listed.live());
        item.put("opened_at", session.authTime().toString());
        item.put("last_active_at", listed.lastActiveAt().toString());
        item.put("idle_end", session.idleEnd().toString());
        item.put("absolute_end", session.absoluteEnd().toString());
        item.put("ended_at", Optional.ofNullable(listed.endedAt()).map(Object::toString).orElse(null));
        item.put("end_reason", listed.endReason());
        return item;
    }
}
