package dev.errand.authz.admin.kill;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.errand.authz.admin.AdminRoutes;
import dev.errand.authz.admin.Administrator;
import dev.errand.authz.admin.JsonAnswer;
import dev.errand.authz.admin.JsonBody;
import dev.errand.authz.admin.Problem;
import dev.errand.toolscope.PlainText;
import dev.errand.toolscope.json.Parsed;

/** {@code /admin/api/v1/kill-switch}: what it would end, and pulling it. */
@RestController
final class KillSwitchController {

    private static final String PATH = AdminRoutes.BASE + "/v1/kill-switch";

    private final KillPreviews previews;
    private final KillSwitch killSwitch;

    KillSwitchController(KillPreviews previews, KillSwitch killSwitch) {
        this.previews = previews;
        this.killSwitch = killSwitch;
    }

    @GetMapping(PATH)
    ResponseEntity<Object> preview(@RequestParam(name = "target", required = false) @Nullable String kind,
            @RequestParam(name = "id", required = false) @Nullable String id) {
        return of(kind, id, target -> previews.of(target).map(preview -> JsonAnswer.ok(json(preview)))
                .orElseGet(() -> Problem.unknown(target.kind()).answer()));
    }

    /** Needs a reason. What is ended already is not ended again, so asking twice is no error. */
    @PostMapping(PATH)
    ResponseEntity<Object> pull(@RequestParam(name = "target", required = false) @Nullable String kind,
            @RequestParam(name = "id", required = false) @Nullable String id, Administrator by,
            HttpServletRequest request) throws IOException {
        JsonBody<String> why = JsonBody.read(request, JsonBody.MAX_BYTES,
                body -> PlainText.require("why", body.text("why"), KillSwitch.MAX_WHY));
        return of(kind, id, target -> switch (why) {
            case JsonBody.Of<String>(String words) -> killSwitch.pull(target, by.name(), words).map(KillSwitchController::answer)
                    .orElseGet(() -> Problem.unknown(target.kind()).answer());
            case JsonBody.Unacceptable<String>(Problem problem) -> problem.answer();
        });
    }

    private static ResponseEntity<Object> of(@Nullable String kind, @Nullable String id,
            Function<KillTarget, ResponseEntity<Object>> answer) {
        return switch (KillTarget.read(kind, id)) {
            case Parsed.Value<KillTarget>(KillTarget target) -> answer.apply(target);
            case Parsed.Malformed<KillTarget>(String member, String problem) ->
                Problem.badParameter(member, problem).answer();
        };
    }

    /** What is done stays done, so that it is no answer that nothing was. */
    private static ResponseEntity<Object> answer(KillDone done) {
        if (done.left() == 0) {
            return JsonAnswer.ok(json(done));
        }
        return new Problem(503, "Some of it could not be ended, and the rest is; pull it again", "partly_done",
                Map.of("sessions", done.sessions(), "runs", done.runs(), "left", done.left())).answer();
    }

    private static Map<String, Object> json(KillPreview preview) {
        Map<String, Object> members = target(preview.target());
        members.put("sessions", preview.sessions());
        members.put("runs", preview.runs());
        members.put("credentials", preview.credentials());
        members.put("counted_up_to", KillPreview.AT_MOST);
        return members;
    }

    private static Map<String, Object> json(KillDone done) {
        Map<String, Object> members = target(done.target());
        members.put("sessions", done.sessions());
        members.put("runs", done.runs());
        return members;
    }

    private static Map<String, Object> target(KillTarget target) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("target", target.kind());
        if (!target.id().isEmpty()) {
            members.put("id", target.id());
        }
        return members;
    }
}
