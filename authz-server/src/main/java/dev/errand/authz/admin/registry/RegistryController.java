package dev.errand.authz.admin.registry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.errand.authz.admin.AdminRoutes;
import dev.errand.authz.admin.Administrator;
import dev.errand.authz.admin.EntityTag;
import dev.errand.authz.admin.JsonAnswer;
import dev.errand.authz.admin.Precondition;
import dev.errand.authz.admin.Problem;
import dev.errand.toolscope.json.Parsed;
import dev.errand.toolscope.plan.PlannedChange;
import dev.errand.toolscope.registry.Change;

/**
 * {@code /admin/api/v1/registry}: the registry as one YAML document, to read and to register. Who registers says which
 * revision the change was made for ({@code If-Match}, RFC 9110 §13.1.1), so that nobody undoes what they have not seen.
 */
@RestController
final class RegistryController {

    static final String PATH = AdminRoutes.BASE + "/v1/registry";
    static final String PLAN = PATH + "/plan";

    private static final MediaType YAML = MediaType.parseMediaType("application/yaml");

    private final RegistryDocuments documents;

    RegistryController(RegistryDocuments documents) {
        this.documents = documents;
    }

    @GetMapping(PATH)
    ResponseEntity<Object> export() {
        RegistryDocuments.Export export = documents.export();
        return ResponseEntity.ok().eTag(new EntityTag(export.revision()).header()).header("Cache-Control", "no-store")
                .contentType(YAML)
                .body(export.yaml().getBytes(StandardCharsets.UTF_8));
    }

    @PostMapping(PLAN)
    ResponseEntity<Object> plan(HttpServletRequest request) throws IOException {
        return withBody(request, yaml -> answer(documents.plan(yaml)));
    }

    /**
     * Registers the document.
     *
     * @param why the reason, kept with every version; plain text of at most 200 characters
     */
    @PutMapping(PATH)
    ResponseEntity<Object> register(HttpServletRequest request, Administrator by,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestParam(name = "why", required = false) @Nullable String why) throws IOException {
        Optional<Precondition> seen = Precondition.read(ifMatch, null);
        if (seen.isEmpty()) {
            return Problem.preconditionMissing().answer();
        }
        return switch (by.change(why)) {
            case Parsed.Malformed<Change>(String member, String problem) -> Problem.badParameter(member, problem).answer();
            case Parsed.Value<Change>(Change change) ->
                withBody(request, yaml -> answer(documents.register(yaml, seen.get(), change)));
        };
    }

    private static ResponseEntity<Object> withBody(HttpServletRequest request,
            Function<String, ResponseEntity<Object>> next) throws IOException {
        return switch (RegistryBody.read(request)) {
            case RegistryBody.Text(String yaml) -> next.apply(yaml);
            case RegistryBody.Unacceptable(Problem problem) -> problem.answer();
        };
    }

    private static ResponseEntity<Object> answer(RegistryOutcome outcome) {
        return switch (outcome) {
            case RegistryOutcome.Planned(var changes, String revision) -> JsonAnswer.of(HttpStatus.OK, new EntityTag(revision),
                    Map.of("changes", changes.stream().map(RegistryController::json).toList()));
            case RegistryOutcome.Registered(var changes, String revision) -> JsonAnswer.of(HttpStatus.OK, new EntityTag(revision),
                    Map.of("changed", changes.stream().map(RegistryEntryController::changed).toList()));
            case RegistryOutcome.Changed changed -> Problem.preconditionFailed().answer();
            case RegistryOutcome.Unreadable(String member, String problem) ->
                RegistryProblems.document(400, "document_malformed", member, problem).answer();
            case RegistryOutcome.Refused(String member, String problem) ->
                RegistryProblems.document(409, "document_inconsistent", member, problem).answer();
        };
    }

    private static Map<String, Object> json(PlannedChange change) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("kind", change.entry().kind().word());
        members.put("name", change.entry().name());
        members.put("sentence", change.sentence());
        members.put("direction", change.direction().word());
        change.counterexample().ifPresent(example -> members.put("counterexample", example));
        return members;
    }
}
