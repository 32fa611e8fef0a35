package dev.errand.authz.admin.entry;

import java.io.IOException;
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

import dev.errand.authz.admin.AdminRoutes;
import dev.errand.authz.admin.Administrator;
import dev.errand.authz.admin.JsonAnswer;
import dev.errand.authz.admin.JsonBody;
import dev.errand.authz.admin.Page;
import dev.errand.authz.admin.PageRequest;
import dev.errand.authz.admin.PathName;
import dev.errand.authz.admin.Precondition;
import dev.errand.authz.admin.Problem;
import dev.errand.toolscope.InvalidValue;
import dev.errand.toolscope.json.Parsed;
import dev.errand.toolscope.registry.Change;
import dev.errand.toolscope.registry.EntryFilter;
import dev.errand.toolscope.registry.EntryKind;
import dev.errand.toolscope.registry.EntryName;
import dev.errand.toolscope.registry.EntryProposal;
import dev.errand.toolscope.registry.ListedEntry;

/**
 * {@code /admin/api/v1/scopes}, {@code /compositions} and {@code /rules}: lists of what is registered, and one entry to
 * read and to change, as a document would have it, in JSON.
 */
@RestController
final class EntriesController {

    private static final String BASE = AdminRoutes.BASE + "/v1";
    private static final String LIST = BASE + "/{list:scopes|compositions|rules}";
    private static final int MAX_BYTES = 1 << 20;

    private final RegisteredEntries entries;
    private final EntryMembers members;

    EntriesController(RegisteredEntries entries, EntryMembers members) {
        this.entries = entries;
        this.members = members;
    }

    /** A page of entries; {@code search}, {@code tool}, {@code effect}, {@code label} and {@code state} narrow it. */
    @GetMapping(LIST)
    ResponseEntity<Object> list(@PathVariable("list") String list, @RequestParam Map<String, String> query) {
        return JsonAnswer.list(EntryFilterQuery.read(kind(list), query)
                .then(filter -> page(filter, query.get("limit"), query.get("after"))),
                entry -> EntryMembers.item(BASE + "/" + list, entry));
    }

    private Parsed<Page<ListedEntry>> page(EntryFilter filter, @Nullable String limit, @Nullable String after) {
        return PageRequest.read(limit, after, 1).then(page -> new Parsed.Value<>(entries.list(filter, page)));
    }

    @GetMapping(LIST + "/{name}")
    ResponseEntity<Object> find(@PathVariable("list") String list, @PathVariable("name") String segment) {
        return PathName.read(segment).flatMap(name -> entries.find(new EntryName(kind(list), name)))
                .map(detail -> JsonAnswer.of(HttpStatus.OK, detail.tag(), members.detail(BASE + "/" + list, detail)))
                .orElseGet(() -> unknown(list).answer());
    }

    /**
     * Registers the entry.
     *
     * @param why the reason, kept with the version; plain text of at most 200 characters
     */
    @PutMapping(LIST + "/{name}")
    ResponseEntity<Object> put(@PathVariable("list") String list, @PathVariable("name") String segment,
            @RequestParam(name = "why", required = false) @Nullable String why, HttpServletRequest request,
            Administrator by) throws IOException {
        Optional<Precondition> seen = Precondition.read(request.getHeader("If-Match"), request.getHeader("If-None-Match"));
        if (seen.isEmpty()) {
            return Problem.preconditionMissing().answer();
        }
        return switch (by.change(why)) {
            case Parsed.Malformed<Change>(String member, String problem) -> Problem.badParameter(member, problem).answer();
            case Parsed.Value<Change>(Change change) -> put(list, segment, request, seen.get(), change);
        };
    }

    private ResponseEntity<Object> put(String list, String segment, HttpServletRequest request, Precondition seen,
            Change change) throws IOException {
        JsonBody<EntryProposal> body = JsonBody.read(request, MAX_BYTES, object -> named(segment,
                EntryProposal.of(kind(list), object)));
        return switch (body) {
            case JsonBody.Unacceptable<EntryProposal>(Problem problem) -> problem.answer();
            case JsonBody.Of<EntryProposal>(EntryProposal proposal) ->
                answer(list, entries.save(proposal, seen, change));
        };
    }

    private static EntryProposal named(String segment, EntryProposal proposal) {
        if (!PathName.of(proposal.name().name()).equals(segment)) {
            throw new InvalidValue("name", "is not the name in the path");
        }
        return proposal;
    }

    private static ResponseEntity<Object> answer(String list, EntryOutcome outcome) {
        return switch (outcome) {
            case EntryOutcome.Registered done -> JsonAnswer.of(done.created() ? HttpStatus.CREATED : HttpStatus.OK, done.tag(),
                    EntryMembers.saved(BASE + "/" + list, done));
            case EntryOutcome.Stale stale -> Problem.preconditionFailed().answer();
            case EntryOutcome.Inconsistent(String member, String problem) ->
                Problem.at(409, "It does not go together with what is registered", "entry_inconsistent", "The entry",
                        member, problem).answer();
        };
    }

    private static EntryKind kind(String list) {
        return switch (list) {
            case "scopes" -> EntryKind.SCOPE;
            case "compositions" -> EntryKind.COMPOSITION;
            default -> EntryKind.NEVER_TOGETHER;
        };
    }

    private static Problem unknown(String list) {
        return Problem.unknown(list.substring(0, list.length() - 1));
    }
}
