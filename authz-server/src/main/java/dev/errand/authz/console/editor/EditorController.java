package dev.errand.authz.console.editor;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.json.JsonMapper;

import dev.errand.authz.admin.Administrator;
import dev.errand.authz.admin.Precondition;
import dev.errand.authz.admin.entry.EntryDetail;
import dev.errand.authz.admin.entry.EntryOutcome;
import dev.errand.authz.admin.entry.RegisteredEntries;
import dev.errand.toolscope.json.Parsed;
import dev.errand.toolscope.plan.PlannedChange;
import dev.errand.toolscope.registry.Change;
import dev.errand.toolscope.registry.EntryKind;
import dev.errand.toolscope.registry.EntryName;
import dev.errand.toolscope.registry.EntryProposal;

import static org.springframework.http.HttpStatus.NOT_FOUND;

/**
 * The scope editor. The form carries the whole draft, and its buttons say what to do with it: change its rows, show what it
 * says, review it against what is registered, and only from there save it.
 */
@Controller
final class EditorController {

    private static final String NEW = "/console/scopes/new";
    private static final String EDIT = "/console/scopes/{name}/edit";
    private static final int UNPROCESSABLE = 422;
    private static final int STALE = 412;

    private final RegisteredEntries entries;
    private final EditorPages pages;
    private final JsonMapper json;

    EditorController(RegisteredEntries entries, EditorPages pages, JsonMapper json) {
        this.entries = entries;
        this.pages = pages;
        this.json = json;
    }

    /** What was sent with the form, and how to answer it. */
    private record Sent(EditorPages.At at, Draft draft, Map<String, String> fields, boolean htmx, Model model,
            HttpServletResponse response) {

        String field(String name) {
            return fields.getOrDefault(name, "");
        }
    }

    /**
     * An empty form, filled in by what the link says; nothing is saved by opening it. A scope that there is already opens
     * as it is: whoever made the link knew one call, and what is registered may allow more.
     */
    @GetMapping(NEW)
    String create(@RequestParam MultiValueMap<String, String> query, Model model) {
        String name = Optional.ofNullable(query.getFirst("name")).orElse("");
        if (entries.listed(new EntryName(EntryKind.SCOPE, name)).isPresent()) {
            return "redirect:" + UriComponentsBuilder.fromPath("/console/scopes/" + name + "/edit").build().encode()
                    .toUriString();
        }
        Draft draft = Draft.of(Prefill.of(ScopeForm.EMPTY, query));
        model.addAttribute("editor", pages.form(new EditorPages.At("", "", Asked.NOTHING), draft, false));
        return "console/editor/form";
    }

    /** The scope as it is, or as its last draft has it, changed by what the link says. */
    @GetMapping(EDIT)
    String change(@PathVariable("name") String name, @RequestParam MultiValueMap<String, String> query, Model model) {
        EntryDetail detail = find(name);
        ScopeForm registered = RegisteredForm.of(json.readTree(detail.draft().orElse(detail.shown()).definition()));
        MultiValueMap<String, String> changes = new LinkedMultiValueMap<>(query);
        changes.remove("name");
        Draft draft = Draft.of(Prefill.of(registered, changes));
        model.addAttribute("editor", pages.form(new EditorPages.At(name, detail.tag().value(),
                Asked.read(query.toSingleValueMap())), draft, true));
        return "console/editor/form";
    }

    @PostMapping(NEW)
    String created(@RequestParam Map<String, String> fields,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx,
            Model model, HttpServletResponse response, Administrator by) {
        return submitted("", fields, htmx != null, model, response, by);
    }

    @PostMapping(EDIT)
    String changed(@PathVariable("name") String name, @RequestParam Map<String, String> fields,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx, Model model,
            HttpServletResponse response,
            Administrator by) {
        find(name);
        return submitted(name, fields, htmx != null, model, response, by);
    }

    private EntryDetail find(String name) {
        return entries.find(new EntryName(EntryKind.SCOPE, name)).orElseThrow(() -> new ResponseStatusException(NOT_FOUND));
    }

    private String submitted(String registered, Map<String, String> fields, boolean htmx, Model model,
            HttpServletResponse response, Administrator by) {
        String operation = fields.getOrDefault("op", "preview");
        Draft draft = Draft.of(RowOperation.apply(operation, ScopeFormFields.read(fields)));
        Sent sent = new Sent(new EditorPages.At(registered, fields.getOrDefault("seen", ""), Asked.read(fields)), draft, fields,
                htmx, model, response);
        return switch (operation) {
            case "review" -> review(sent);
            case "save" -> save(sent, by);
            case "preview" -> form(sent, draft, true);
            default -> form(sent, draft, false);
        };
    }

    private static int status(Draft draft) {
        return draft.problems().isEmpty() ? 200 : UNPROCESSABLE;
    }

    private String form(Sent sent, Draft draft, boolean tell) {
        sent.model().addAttribute("editor", pages.form(sent.at(), draft, tell));
        sent.model().addAttribute("live", sent.htmx());
        return sent.htmx() ? "console/editor/form :: editor" : "console/editor/form";
    }

    private String refused(Sent sent, Draft draft) {
        sent.response().setStatus(status(draft));
        return form(sent, draft, true);
    }

    private String review(Sent sent) {
        return sent.draft().proposal().map(proposal -> review(sent, proposal, ""))
                .orElseGet(() -> refused(sent, sent.draft()));
    }

    private String review(Sent sent, EntryProposal proposal, String whyProblem) {
        return switch (pages.plan(proposal)) {
            case Parsed.Malformed<List<PlannedChange>>(String member, String problem) ->
                refused(sent, sent.draft().refused(member, problem));
            case Parsed.Value<List<PlannedChange>>(List<PlannedChange> changes) -> {
                sent.model().addAttribute("review",
                        pages.review(sent.at(), sent.draft(), changes, sent.field("why"), whyProblem));
                yield "console/entry/review";
            }
        };
    }

    private String save(Sent sent, Administrator by) {
        Optional<EntryProposal> proposal = sent.draft().proposal();
        if (proposal.isEmpty()) {
            return refused(sent, sent.draft());
        }
        return switch (by.change(sent.field("why").strip())) {
            case Parsed.Value<Change>(Change change) -> save(sent, proposal.get(), change);
            case Parsed.Malformed<Change>(String member, String problem) -> {
                sent.response().setStatus(UNPROCESSABLE);
                yield review(sent, proposal.get(), problem);
            }
        };
    }

    private String save(Sent sent, EntryProposal proposal, Change change) {
        String seen = sent.at().seen();
        Precondition unchanged = seen.isEmpty() ? new Precondition.Absent() : Precondition.unchanged(seen);
        return switch (entries.save(proposal, unchanged, change)) {
            case EntryOutcome.Registered done -> EditorPages.saved(done);
            case EntryOutcome.Inconsistent(String member, String problem) ->
                refused(sent, sent.draft().refused(member, problem));
            case EntryOutcome.Stale stale -> {
                sent.response().setStatus(STALE);
                yield review(sent, proposal, "");
            }
        };
    }
}
