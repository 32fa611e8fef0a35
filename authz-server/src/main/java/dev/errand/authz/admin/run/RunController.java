package dev.errand.authz.admin.run;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.errand.authz.admin.AdminRoutes;
import dev.errand.authz.admin.Administrator;
import dev.errand.authz.admin.JsonAnswer;
import dev.errand.authz.admin.JsonBody;
import dev.errand.authz.admin.PageRequest;
import dev.errand.authz.admin.Problem;
import dev.errand.authz.admin.run.radius.BlastRadii;
import dev.errand.toolscope.PlainText;

/** {@code /admin/api/v1/runs}: runs to look at, how far one reaches, and its end. */
@RestController
final class RunController {

    private static final String PATH = AdminRoutes.BASE + "/v1/runs";
    private static final Pattern ID = Pattern.compile("[\\x21-\\x7e]{1,128}");
    private static final int MAX_WHY = 200;

    private final RunReports reports;
    private final RunEndings endings;
    private final BlastRadii radii;
    private final TimelineJson timelines;

    RunController(RunReports reports, RunEndings endings, BlastRadii radii, TimelineJson timelines) {
        this.reports = reports;
        this.endings = endings;
        this.radii = radii;
        this.timelines = timelines;
    }

    @GetMapping(PATH)
    ResponseEntity<Object> list(@RequestParam(name = "state", required = false) @Nullable String state,
            @RequestParam(name = "agent", required = false) @Nullable String agent,
            @RequestParam(name = "subject", required = false) @Nullable String subject,
            @RequestParam(name = "session", required = false) @Nullable String session,
            @RequestParam(name = "limit", required = false) @Nullable String limit,
            @RequestParam(name = "after", required = false) @Nullable String after) {
        return JsonAnswer.list(RunFilters.read(state, agent, subject, session).then(query -> PageRequest
                .read(limit, after, RunReports.CURSOR_PARTS).then(request -> reports.page(query, request))), RunJson::item);
    }

    @GetMapping(PATH + "/{runId}")
    ResponseEntity<Object> one(@PathVariable("runId") String runId) {
        return id(runId).flatMap(reports::find)
                .map(report -> JsonAnswer.ok(RunJson.one(report, timelines.write(reports.timeline(runId)))))
                .orElseGet(() -> Problem.unknown("run").answer());
    }

    @GetMapping(PATH + "/{runId}/blast-radius")
    ResponseEntity<Object> radius(@PathVariable("runId") String runId) {
        return id(runId).flatMap(radii::of).map(radius -> JsonAnswer.ok(BlastRadiusJson.write(radius)))
                .orElseGet(() -> Problem.unknown("run").answer());
    }

    /** Answers whether the run was active until now; asking twice is no error. */
    @PostMapping(PATH + "/{runId}/revoke")
    ResponseEntity<Object> revoke(@PathVariable("runId") String runId, Administrator by, HttpServletRequest request)
            throws IOException {
        if (id(runId).isEmpty()) {
            return Problem.badParameter("run_id").answer();
        }
        return switch (why(request)) {
            case JsonBody.Of<Optional<String>>(Optional<String> why) ->
                JsonAnswer.ok(Map.of("run_id", runId, "revoked", endings.revoke(runId, by.name(), why)));
            case JsonBody.Unacceptable<Optional<String>>(Problem problem) -> problem.answer();
        };
    }

    /** A request without a body says nothing, and a form holds no more than the CSRF token. */
    private static JsonBody<Optional<String>> why(HttpServletRequest request) throws IOException {
        String type = request.getContentType();
        return type == null || type.startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE)
                ? new JsonBody.Of<>(Optional.empty())
                : JsonBody.read(request, JsonBody.MAX_BYTES, body -> body.optionalText("why")
                        .map(words -> PlainText.require("why", words, MAX_WHY)));
    }

    private static Optional<String> id(String runId) {
        return Optional.of(runId).filter(id -> ID.matcher(id).matches());
    }
}
