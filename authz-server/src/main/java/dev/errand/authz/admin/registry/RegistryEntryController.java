package dev.errand.authz.admin.registry;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.errand.authz.admin.Administrator;
import dev.errand.authz.admin.JsonAnswer;
import dev.errand.authz.admin.PageRequest;
import dev.errand.authz.admin.Precondition;
import dev.errand.authz.admin.Problem;
import dev.errand.authz.admin.entry.RegisteredEntries;
import dev.errand.toolscope.json.Parsed;
import dev.errand.toolscope.registry.Activation;
import dev.errand.toolscope.registry.Change;
import dev.errand.toolscope.registry.EntryKind;
import dev.errand.toolscope.registry.EntryName;
import dev.errand.toolscope.registry.EntryVersion;
import dev.errand.toolscope.registry.RegistryChange;
import dev.errand.toolscope.registry.Retirement;

/**
 * The life of one scope, composition or rule: its versions with who changed what, when and why, a draft's activation, and
 * its retirement. The kind is {@code scope}, {@code composition} or {@code never_together}.
 */
@RestController
final class RegistryEntryController {

    private static final String ENTRY = RegistryController.PATH + "/{kind}/{name}";
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

    private final RegisteredEntries entries;

    RegistryEntryController(RegisteredEntries entries) {
        this.entries = entries;
    }

    /** Who changes something, why, and what they have seen: all that such a request says besides its path. */
    private record Asked(@Nullable String ifMatch, @Nullable String why, Administrator by) {}

    /** Makes the change; empty if the entry is not what was seen. */
    private interface Made {

        Optional<ResponseEntity<Object>> make(EntryName entry, Precondition seen, Change change);
    }

    /** A page of the versions, the last one first. */
    @GetMapping(ENTRY + "/history")
    ResponseEntity<Object> history(@PathVariable("kind") String kind, @PathVariable("name") String name,
            @RequestParam(name = "limit", required = false) @Nullable String limit,
            @RequestParam(name = "after", required = false) @Nullable String after) {
        return switch (PageRequest.numbered(limit, after)) {
            case Parsed.Malformed<PageRequest>(String parameter, String problem) ->
                Problem.badParameter(parameter, problem).answer();
            case Parsed.Value<PageRequest>(PageRequest page) -> entry(kind, name)
                    .flatMap(one -> entries.history(one, page))
                    .map(found -> JsonAnswer.of(HttpStatus.OK, found.tag(),
                            found.versions().json("versions", RegistryEntryController::version)))
                    .orElseGet(() -> RegistryProblems.entryUnknown().answer());
        };
    }

    /**
     * Puts a draft into force.
     *
     * @param why the reason, kept with the version; plain text of at most 200 characters
     */
    @PostMapping(ENTRY + "/versions/{version}/activate")
    ResponseEntity<Object> activate(@PathVariable("kind") String kind, @PathVariable("name") String name,
            @PathVariable("version") String version, @RequestParam(name = "why", required = false) @Nullable String why,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch, Administrator by) {
        if (!NUMBER.matcher(version).matches()) {
            return Problem.badParameter("version").answer();
        }
        return change(kind, name, new Asked(ifMatch, why, by), (entry, seen, change) -> entries
                .activate(entry, Integer.parseInt(version), seen, change).map(RegistryEntryController::answer));
    }

    private static ResponseEntity<Object> answer(Activation activation) {
        return switch (activation) {
            case Activation.Activated(RegistryChange done) -> JsonAnswer.ok(changed(done));
            case Activation.UnknownVersion unknown -> RegistryProblems.entryUnknown().answer();
            case Activation.NotADraft over -> Problem.state("not_a_draft", "The version is or was in force").answer();
            case Activation.Overtaken later ->
                Problem.state("overtaken", "A later version has been in force").answer();
            case Activation.SameAuthor same ->
                Problem.state("same_author", "Another than the one who drafted it has to activate it").answer();
            case Activation.Inconsistent(String member, String problem) ->
                RegistryProblems.document(409, "document_inconsistent", member, problem).answer();
        };
    }

    /** Takes an entry out of force; from the answer on it is as if there were none. */
    @PostMapping(ENTRY + "/retire")
    ResponseEntity<Object> retire(@PathVariable("kind") String kind, @PathVariable("name") String name,
            @RequestParam(name = "why", required = false) @Nullable String why,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch, Administrator by) {
        return change(kind, name, new Asked(ifMatch, why, by), (entry, seen, change) -> entries.retire(entry, seen, change)
                .map(RegistryEntryController::answer));
    }

    private static ResponseEntity<Object> answer(Retirement retirement) {
        return switch (retirement) {
            case Retirement.Retired(RegistryChange done) -> JsonAnswer.ok(changed(done));
            case Retirement.Drafted(RegistryChange draft) -> JsonAnswer.ok(changed(draft));
            case Retirement.NotActive none -> RegistryProblems.entryUnknown().answer();
            case Retirement.StillNamed(EntryName other) ->
                Problem.state("still_named", "The active " + other + " names it").answer();
        };
    }

    private static ResponseEntity<Object> change(String kind, String name, Asked asked, Made made) {
        Optional<EntryName> entry = entry(kind, name);
        if (entry.isEmpty()) {
            return RegistryProblems.entryUnknown().answer();
        }
        Optional<Precondition> seen = Precondition.read(asked.ifMatch(), null);
        if (seen.isEmpty()) {
            return Problem.preconditionMissing().answer();
        }
        return switch (asked.by().change(asked.why())) {
            case Parsed.Malformed<Change>(String member, String problem) -> Problem.badParameter(member, problem).answer();
            case Parsed.Value<Change>(Change change) -> made.make(entry.get(), seen.get(), change)
                    .orElseGet(() -> Problem.preconditionFailed().answer());
        };
    }

    private static Optional<EntryName> entry(String kind, String name) {
        return EntryKind.parse(kind).map(one -> new EntryName(one, name));
    }

    private static Map<String, @Nullable Object> version(EntryVersion version) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("version", version.version());
        members.put("state", version.state().word());
        members.put("definition", version.definition());
        members.put("transitions", version.transitions().stream().map(transition -> Map.of("state",
                transition.state().word(), "at", transition.at().toString(), "by", transition.change().by(), "why",
                transition.change().why())).toList());
        return members;
    }

    static Map<String, Object> changed(RegistryChange change) {
        return Map.of("kind", change.entry().kind().word(), "name", change.entry().name(), "version", change.version(),
                "state", change.state().word());
    }
}
