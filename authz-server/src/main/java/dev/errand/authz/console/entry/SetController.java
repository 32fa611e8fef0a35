package dev.errand.authz.console.entry;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.databind.json.JsonMapper;

import dev.errand.authz.admin.Administrator;
import dev.errand.authz.admin.PageRequest;
import dev.errand.authz.admin.Precondition;
import dev.errand.authz.admin.entry.EntryDetail;
import dev.errand.authz.admin.entry.EntryOutcome;
import dev.errand.authz.admin.entry.RegisteredEntries;
import dev.errand.authz.admin.tool.RegisteredTools;
import dev.errand.authz.console.ChangeLine;
import dev.errand.authz.console.Review;
import dev.errand.toolscope.json.Parsed;
import dev.errand.toolscope.plan.PlannedChange;
import dev.errand.toolscope.registry.Change;
import dev.errand.toolscope.registry.EntryName;
import dev.errand.toolscope.registry.EntryProposal;
import dev.errand.toolscope.registry.EntryVersion;
import dev.errand.toolscope.registry.VersionState;

import static org.springframework.http.HttpStatus.NOT_FOUND;

/** Compositions and rules: written, reviewed against what is registered, and only from there saved. */
@Controller
final class SetController {

    // No name begins with a plus, so that none is taken for this.
    private static final String NEW = "/console/{list:compositions|rules}/+new";
    private static final String EDIT = "/console/{list:compositions|rules}/{name}/edit";
    private static final int UNPROCESSABLE = 422;
    private static final int STALE = 412;

    private final RegisteredEntries entries;
    private final RegisteredTools tools;
    private final JsonMapper json;

    SetController(RegisteredEntries entries, RegisteredTools tools, JsonMapper json) {
        this.entries = entries;
        this.tools = tools;
        this.json = json;
    }

    /** A form that was sent, and how to answer it. */
    private record Sent(String list, String registered, String seen, SetForm form, String why, Model model,
            HttpServletResponse response) {}

    @GetMapping(NEW)
    String create(@PathVariable("list") String list, Model model) {
        model.addAttribute("set", view(list, "", "", SetForm.empty(EntryController.kind(list)), Map.of()));
        return "console/entry/set";
    }

    @GetMapping(EDIT)
    String change(@PathVariable("list") String list, @PathVariable("name") String name, Model model) {
        EntryDetail detail = find(EntryController.name(list, name));
        SetForm form = SetForm.of(EntryController.kind(list),
                json.readTree(detail.draft().orElse(detail.shown()).definition()));
        model.addAttribute("set", view(list, name, detail.tag().value(), form, Map.of()));
        return "console/entry/set";
    }

    @PostMapping(NEW)
    String created(@PathVariable("list") String list, @RequestParam Map<String, String> fields, Model model,
            HttpServletResponse response, Administrator by) {
        return submitted(sent(list, "", fields, model, response), fields.getOrDefault("op", ""), by);
    }

    @PostMapping(EDIT)
    String changed(@PathVariable("list") String list, @PathVariable("name") String name,
            @RequestParam Map<String, String> fields, Model model, HttpServletResponse response, Administrator by) {
        find(EntryController.name(list, name));
        return submitted(sent(list, name, fields, model, response), fields.getOrDefault("op", ""), by);
    }

    private static Sent sent(String list, String registered, Map<String, String> fields, Model model,
            HttpServletResponse response) {
        return new Sent(list, registered, fields.getOrDefault("seen", ""),
                SetForm.read(EntryController.kind(list), fields), fields.getOrDefault("why", "").strip(), model, response);
    }

    private EntryDetail find(EntryName name) {
        return entries.find(name).orElseThrow(() -> new ResponseStatusException(NOT_FOUND));
    }

    private String submitted(Sent sent, String operation, Administrator by) {
        return switch (sent.form().proposal()) {
            case Parsed.Malformed<EntryProposal>(String member, String problem) -> operation.equals("edit")
                    ? form(sent, Map.of())
                    : refused(sent, member, problem);
            case Parsed.Value<EntryProposal>(EntryProposal proposal) -> switch (operation) {
                case "save" -> save(sent, proposal, by);
                case "review" -> review(sent, proposal, "");
                default -> form(sent, Map.of());
            };
        };
    }

    private String form(Sent sent, Map<String, String> problems) {
        sent.model().addAttribute("set", view(sent.list(), sent.registered(), sent.seen(), sent.form(), problems));
        return "console/entry/set";
    }

    private String refused(Sent sent, String member, String problem) {
        sent.response().setStatus(UNPROCESSABLE);
        return form(sent, Map.of(SetForm.field(member), problem));
    }

    private SetView view(String list, String registered, String seen, SetForm form, Map<String, String> problems) {
        return new SetView(list, registered, seen, form, problems,
                tools.list(new PageRequest(PageRequest.MAX_LIMIT, Optional.empty())).items());
    }

    private String review(Sent sent, EntryProposal proposal, String whyProblem) {
        return switch (entries.plan(proposal)) {
            case Parsed.Malformed<List<PlannedChange>>(String member, String problem) -> refused(sent, member, problem);
            case Parsed.Value<List<PlannedChange>>(List<PlannedChange> changes) -> {
                sent.model().addAttribute("review", review(sent, proposal, changes, whyProblem));
                yield "console/entry/review";
            }
        };
    }

    private Review review(Sent sent, EntryProposal proposal, List<PlannedChange> changes, String whyProblem) {
        Optional<EntryDetail> standing = entries.find(proposal.name());
        String tag = standing.map(detail -> detail.tag().value()).orElse("");
        Map<String, String> fields = sent.form().fields();
        fields.put("seen", tag);
        SetView view = view(sent.list(), sent.registered(), tag, sent.form(), Map.of());
        return new Review(sent.list(),
                new Review.Draft(proposal.name().name(), view.action(), fields, List.of(), proposal.yaml()),
                ChangeLine.of(changes), standing.map(EntryDetail::shown).map(EntryVersion::yaml).orElse(""),
                !tag.equals(sent.seen()), sent.why(), whyProblem.isEmpty() ? null : whyProblem);
    }

    private String save(Sent sent, EntryProposal proposal, Administrator by) {
        return switch (by.change(sent.why())) {
            case Parsed.Value<Change>(Change change) -> save(sent, proposal, change);
            case Parsed.Malformed<Change>(String member, String problem) -> {
                sent.response().setStatus(UNPROCESSABLE);
                yield review(sent, proposal, problem);
            }
        };
    }

    private String save(Sent sent, EntryProposal proposal, Change change) {
        Precondition unchanged = sent.seen().isEmpty() ? new Precondition.Absent() : Precondition.unchanged(sent.seen());
        return switch (entries.save(proposal, unchanged, change)) {
            case EntryOutcome.Registered done -> "redirect:" + EntryItem.href(proposal.name()) + "?done="
                    + (done.state() == VersionState.DRAFT ? "drafted" : "saved");
            case EntryOutcome.Inconsistent(String member, String problem) -> refused(sent, member, problem);
            case EntryOutcome.Stale stale -> {
                sent.response().setStatus(STALE);
                yield review(sent, proposal, "");
            }
        };
    }
}
