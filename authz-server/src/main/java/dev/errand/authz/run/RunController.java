package dev.errand.authz.run;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.errand.toolscope.Money;

/** {@code GET /run}: the state of the run whose token the caller presents with a proof of its key. */
@RestController
final class RunController {

    private final Runs runs;
    private final RepeatableAnswers answers;
    private final InstantSource clock;

    RunController(Runs runs, RepeatableAnswers answers, InstantSource clock) {
        this.runs = runs;
        this.answers = answers;
        this.clock = clock;
    }

    @GetMapping("/run")
    ResponseEntity<Map<String, Object>> run(@AuthenticationPrincipal Jwt runToken) {
        Optional<Run> found = runs.find(String.valueOf(runToken.getClaimAsString("run_id")));
        found.ifPresent(run -> answers.used(run, String.valueOf(runToken.getId())));
        return found.map(run -> ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(view(run)))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }

    private Map<String, Object> view(Run run) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("run_id", run.runId());
        run.parent().ifPresent(parent -> view.put("parent_run_id", parent));
        String ended = run.reasonEnded(clock.instant());
        view.put("state", ended == null || run.state() != RunState.ACTIVE ? run.state().word() : "expired");
        if (ended != null) {
            view.put("reason", ended);
        }
        view.put("purpose", run.terms().purpose());
        view.put("deadline", run.terms().deadline().toString());
        view.put("authorization_details", List.of(GrantedRun.of(run)));
        view.put("budget", Map.of("max_calls", run.terms().budget().maxCalls(), "calls_left", run.left().calls(),
                "totals", totals(run)));
        return view;
    }

    private static Map<String, Object> totals(Run run) {
        Map<String, Object> totals = new LinkedHashMap<>();
        run.terms().budget().totals().forEach((parameter, max) -> {
            Money left = run.left().totals().getOrDefault(parameter, max);
            totals.put(parameter, Map.of("max", max.amountText(), "left", left.amountText(),
                    "currency", max.currency()));
        });
        return totals;
    }
}
