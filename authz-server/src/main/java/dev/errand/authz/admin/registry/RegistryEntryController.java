package dev.errand.authz.admin.registry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.errand.authz.admin.Administrator;
import dev.errand.authz.admin.JsonAnswer;
import dev.errand.authz.admin.Problem;
import dev.errand.toolscope.InvalidValue;
import dev.errand.toolscope.registry.Activation;
import dev.errand.toolscope.registry.Change;
import dev.errand.toolscope.registry.EntryKind;
import dev.errand.toolscope.registry.EntryName;
import dev.errand.toolscope.registry.EntryVersion;
import dev.errand.toolscope.registry.RegistryChange;
import dev.errand.toolscope.registry.Retirement;
import dev.errand.toolscope.registry.ToolScopeAdmin;

/**
 * The life of one scope, composition or rule: its versions with who changed what, when and why, a draft's activation, and
 * its retirement. The kind is {@code scope}, {@code composition} or {@code never_together}.
 */
@RestController
final class RegistryEntryController {

    private static final String ENTRY = RegistryController.PATH + "/{kind}/{name}";
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

    private final ToolScopeAdmin registry;

    RegistryEntryController(ToolScopeAdmin registry) {
        this.registry = registry;
    }

    @GetMapping(ENTRY + "/history")
    ResponseEntity<Object> history(@PathVariable("kind") String kind, @PathVariable("name") String name) {
        List<EntryVersion> versions = entry(kind, name).map(registry::history).orElse(List.of());
        return versions.isEmpty()
                ? RegistryProblems.entryUnknown().answer()
                : JsonAnswer.ok(Map.of("versions", versions.stream().map(RegistryEntryController::version).toList()));
    }

    /**
     * Puts a draft into force.
     *
     * @param why the reason, kept with the version; plain text of at most 200 characters
     */
    @PostMapping(ENTRY + "/versions/{version}/activate")
    ResponseEntity<Object> activate(@PathVariable("kind") String kind, @PathVariable("name") String name,
            @PathVariable("version") String version, @RequestParam(name = "why", required = false) @Nullable String why,
            Administrator by) {
        if (!NUMBER.matcher(version).matches()) {
            return Problem.badParameter("version").answer();
        }
        return change(kind, name, why, by, (entry, change) -> switch (registry.activate(entry,
                Integer.parseInt(version), change)) {
            case Activation.Activated(RegistryChange done) -> JsonAnswer.ok(changed(done));
            case Activation.UnknownVersion unknown -> RegistryProblems.entryUnknown().answer();
            case Activation.NotADraft over -> Problem.state("not_a_draft", "The version is or was in force").answer();
            case Activation.Overtaken later ->
                Problem.state("overtaken", "A later version has been in force").answer();
            case Activation.SameAuthor same ->
                Problem.state("same_author", "Another than the one who drafted it has to activate it").answer();
            case Activation.Inconsistent(String member, String problem) ->
                RegistryProblems.document(409, "document_inconsistent", member, problem).answer();
        });
    }

    /** Takes an entry out of force; from the answer on it is as if there were none. */
    @PostMapping(ENTRY + "/retire")
    ResponseEntity<Object> retire(@PathVariable("kind") String kind, @PathVariable("name") String name,
            @RequestParam(name = "why", required = false) @Nullable String why, Administrator by) {
        return change(kind, name, why, by, (entry, change) -> switch (registry.retire(entry, change)) {
            case Retirement.Retired(RegistryChange done) -> JsonAnswer.ok(changed(done));
            case Retirement.Drafted(RegistryChange draft) -> JsonAnswer.ok(changed(draft));
            case Retirement.NotActive none -> RegistryProblems.entryUnknown().answer();
            case Retirement.StillNamed(EntryName other) ->
                Problem.state("still_named", "The active " + other + " names it").answer();
        });
    }

    private ResponseEntity<Object> change(String kind, String name, @Nullable String why, Administrator by,
            BiFunction<EntryName, Change, ResponseEntity<Object>> next) {
        Optional<EntryName> entry = entry(kind, name);
        if (entry.isEmpty()) {
            return RegistryProblems.entryUnknown().answer();
        }
        try {
            return next.apply(entry.get(),
                    new Change(by.name(), why == null ? "" : why));
        } catch (InvalidValue ex) {
            return Problem.badParameter("why").answer();
        }
    }

    private static Optional<EntryName> entry(String kind, String name) {
        return EntryKind.parse(kind).map(one -> new EntryName(one, name));
    }

    private static Map<String, Object> version(EntryVersion version) {
        Map<String, Object> members = new LinkedHashMap<>();
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
