package dev.errand.authz.admin.agent;

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
import dev.errand.authz.agent.Agent;
import dev.errand.authz.agent.AgentEntry;
import dev.errand.authz.agent.AgentFilter;
import dev.errand.toolscope.json.Parsed;

/** {@code /admin/api/v1/agents}: agents and administrative clients. */
@RestController
final class AgentController {

    private static final String AGENTS = AdminRoutes.BASE + "/v1/agents";
    private static final String AGENT = AGENTS + "/{key}";

    private final AgentAdministration agents;

    AgentController(AgentAdministration agents) {
        this.agents = agents;
    }

    @GetMapping(AGENTS)
    ResponseEntity<Object> list(@RequestParam(name = "search", required = false) @Nullable String search,
            @RequestParam(name = "enabled", required = false) @Nullable String enabled,
            @RequestParam(name = "limit", required = false) @Nullable String limit,
            @RequestParam(name = "after", required = false) @Nullable String after) {
        Parsed<AgentFilter> filter = ListQuery.search(search).then(text -> ListQuery.enabled(enabled)
                .then(state -> new Parsed.Value<>(new AgentFilter(text, state))));
        return JsonAnswer.list(filter.then(some -> PageRequest.read(limit, after, 1)
                .then(page -> new Parsed.Value<>(agents.list(some, page)))), AgentJson::write);
    }

    @GetMapping(AGENT)
    ResponseEntity<Object> show(@PathVariable("key") String key) {
        return found(key, entry -> entry(HttpStatus.OK, entry));
    }

    /** What disabling it, or removing one of its keys, would end. */
    @GetMapping(AGENT + "/disable")
    ResponseEntity<Object> impact(@PathVariable("key") String key) {
        return found(key, entry -> JsonAnswer.ok(agents.impact(entry.agent()).json()));
    }

    @PutMapping(AGENT)
    ResponseEntity<Object> save(HttpServletRequest request, @PathVariable("key") String key, Administrator by,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestHeader(name = "If-None-Match", required = false) @Nullable String ifNoneMatch) throws IOException {
        Optional<String> clientId = PathName.read(key);
        if (clientId.isEmpty()) {
            return Problem.badParameter("key").answer();
        }
        Optional<Precondition> seen = Precondition.read(ifMatch, ifNoneMatch);
        if (seen.isEmpty()) {
            return Problem.preconditionMissing().answer();
        }
        return switch (JsonBody.read(request, JsonBody.MAX_BYTES, body -> AgentJson.read(body, clientId.get(), seen.get()))) {
            case JsonBody.Unacceptable<Agent>(Problem problem) -> problem.answer();
            case JsonBody.Of<Agent>(Agent agent) -> answer(agents.save(agent, seen.get(), by));
        };
    }

    @PostMapping(AGENT + "/disable")
    ResponseEntity<Object> disable(@PathVariable("key") String key, Administrator by) {
        return enable(key, false, by);
    }

    @PostMapping(AGENT + "/enable")
    ResponseEntity<Object> enable(@PathVariable("key") String key, Administrator by) {
        return enable(key, true, by);
    }

    private ResponseEntity<Object> enable(String key, boolean enabled, Administrator by) {
        return PathName.read(key).flatMap(clientId -> agents.enable(clientId, enabled, by))
                .map(entry -> entry(HttpStatus.OK, entry)).orElseGet(AgentController::unknown);
    }

    private ResponseEntity<Object> found(String key, Function<AgentEntry, ResponseEntity<Object>> next) {
        return PathName.read(key).flatMap(agents::find).map(next).orElseGet(AgentController::unknown);
    }

    private static ResponseEntity<Object> unknown() {
        return Problem.unknown("agent").answer();
    }

    private static ResponseEntity<Object> answer(AgentSaved saved) {
        return switch (saved) {
            case AgentSaved.Done(AgentEntry entry, boolean created) ->
                entry(created ? HttpStatus.CREATED : HttpStatus.OK, entry);
            case AgentSaved.Stale stale -> Problem.preconditionFailed().answer();
            case AgentSaved.OwnRole own -> new Problem(403, "Nobody gives themselves a role", "own_role").answer();
        };
    }

    private static ResponseEntity<Object> entry(HttpStatus status, AgentEntry entry) {
        return JsonAnswer.of(status, AgentAdministration.tag(entry), AgentJson.write(entry));
    }
}
