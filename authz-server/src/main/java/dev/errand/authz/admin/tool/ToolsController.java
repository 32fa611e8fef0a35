package dev.errand.authz.admin.tool;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

import dev.errand.authz.admin.AdminRoutes;
import dev.errand.authz.admin.Administrator;
import dev.errand.authz.admin.JsonAnswer;
import dev.errand.authz.admin.JsonBody;
import dev.errand.authz.admin.ListQuery;
import dev.errand.authz.admin.PageRequest;
import dev.errand.authz.admin.PathName;
import dev.errand.authz.admin.Precondition;
import dev.errand.authz.admin.Problem;
import dev.errand.toolscope.InvalidValue;
import dev.errand.toolscope.json.Parsed;
import dev.errand.toolscope.json.StrictJson;
import dev.errand.toolscope.json.StrictObject;
import dev.errand.toolscope.registry.Change;
import dev.errand.toolscope.registry.ListedTool;
import dev.errand.toolscope.registry.RegisteredTool;
import dev.errand.toolscope.registry.ToolVersion;

/** {@code /admin/api/v1/tools}: the tools, and one of them to read and to change. Keys are inline; none is fetched. */
@RestController
final class ToolsController {

    private static final String LIST = AdminRoutes.BASE + "/v1/tools";

    private final RegisteredTools tools;
    private final JsonMapper json;

    ToolsController(RegisteredTools tools, JsonMapper json) {
        this.tools = tools;
        this.json = json;
    }

    /** A page of tools; {@code search} is what the address or the name has to have in it. */
    @GetMapping(LIST)
    ResponseEntity<Object> list(@RequestParam(name = "search", required = false) @Nullable String search,
            @RequestParam(name = "limit", required = false) @Nullable String limit,
            @RequestParam(name = "after", required = false) @Nullable String after) {
        return JsonAnswer.list(ListQuery.search(search).then(text -> PageRequest.read(limit, after, 1)
                .then(page -> new Parsed.Value<>(tools.list(text, page)))), this::members);
    }

    @GetMapping(LIST + "/{key}")
    ResponseEntity<Object> find(@PathVariable("key") String segment) {
        return PathName.read(segment).flatMap(tools::find).map(tool -> answer(HttpStatus.OK, tool))
                .orElseGet(() -> Problem.unknown("tool").answer());
    }

    /** A page of the tool's versions, the last one first: who changed it to what, when and why. */
    @GetMapping(LIST + "/{key}/history")
    ResponseEntity<Object> history(@PathVariable("key") String segment,
            @RequestParam(name = "limit", required = false) @Nullable String limit,
            @RequestParam(name = "after", required = false) @Nullable String after) {
        return switch (PageRequest.numbered(limit, after)) {
            case Parsed.Malformed<PageRequest>(String parameter, String problem) ->
                Problem.badParameter(parameter, problem).answer();
            case Parsed.Value<PageRequest>(PageRequest page) -> PathName.read(segment)
                    .flatMap(resource -> tools.history(resource, page))
                    .map(versions -> JsonAnswer.ok(versions.json("versions", this::version)))
                    .orElseGet(() -> Problem.unknown("tool").answer());
        };
    }

    private Map<String, @Nullable Object> version(ToolVersion version) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("version", version.version());
        members.put("name", version.tool().name());
        members.put("jwks", json.readTree(version.tool().jwks()));
        members.put("at", version.at().toString());
        members.put("by", version.change().by());
        members.put("why", version.change().why());
        return members;
    }

    /**
     * Registers the tool.
     *
     * @param why the reason, kept in the ledger; plain text of at most 200 characters
     */
    @PutMapping(LIST + "/{key}")
    ResponseEntity<Object> put(@PathVariable("key") String segment,
            @RequestParam(name = "why", required = false) @Nullable String why, HttpServletRequest request,
            Administrator by) throws IOException {
        Optional<Precondition> seen = Precondition.read(request.getHeader("If-Match"), request.getHeader("If-None-Match"));
        if (seen.isEmpty()) {
            return Problem.preconditionMissing().answer();
        }
        return switch (by.change(why)) {
            case Parsed.Malformed<Change>(String member, String problem) -> Problem.badParameter(member, problem).answer();
            case Parsed.Value<Change>(Change change) -> put(segment, request, seen.get(), change);
        };
    }

    private ResponseEntity<Object> put(String segment, HttpServletRequest request, Precondition seen, Change change)
            throws IOException {
        return switch (JsonBody.read(request, JsonBody.MAX_BYTES, body -> tool(segment, body))) {
            case JsonBody.Unacceptable<RegisteredTool>(Problem problem) -> problem.answer();
            case JsonBody.Of<RegisteredTool>(RegisteredTool tool) -> answer(tools.save(tool, seen, change));
        };
    }

    private static RegisteredTool tool(String segment, StrictObject body) {
        RegisteredTool tool = new RegisteredTool(body.text("resource"), body.text("name"),
                StrictJson.write(body.node("jwks")));
        if (!PathName.of(tool.resource()).equals(segment)) {
            throw new InvalidValue("resource", "is not the resource in the path");
        }
        return tool;
    }

    private ResponseEntity<Object> answer(ToolOutcome outcome) {
        return switch (outcome) {
            case ToolOutcome.Registered done -> answer(done.created() ? HttpStatus.CREATED : HttpStatus.OK, done.tool());
            case ToolOutcome.Stale stale -> Problem.preconditionFailed().answer();
            case ToolOutcome.Refused(String member, String problem) -> Problem.body(member, problem).answer();
        };
    }

    private ResponseEntity<Object> answer(HttpStatus status, ListedTool tool) {
        return JsonAnswer.of(status, tools.tag(tool), members(tool));
    }

    private Map<String, @Nullable Object> members(ListedTool listed) {
        RegisteredTool tool = listed.tool();
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("resource", tool.resource());
        members.put("href", LIST + "/" + PathName.of(tool.resource()));
        members.put("name", tool.name());
        members.put("jwks", json.readTree(tool.jwks()));
        members.put("changed_at", listed.changedAt().toString());
        members.put("changed_by", listed.changedBy());
        return members;
    }
}
