package dev.errand.authz.console.tool;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

import dev.errand.authz.admin.Administrator;
import dev.errand.authz.admin.EntityTag;
import dev.errand.authz.admin.PathName;
import dev.errand.authz.admin.Precondition;
import dev.errand.authz.admin.tool.RegisteredTools;
import dev.errand.authz.admin.tool.ToolImport;
import dev.errand.authz.admin.tool.ToolOutcome;
import dev.errand.authz.console.Moment;
import dev.errand.authz.console.SearchedList;
import dev.errand.toolscope.InvalidValue;
import dev.errand.toolscope.ScopeName;
import dev.errand.toolscope.json.Parsed;
import dev.errand.toolscope.registry.Change;
import dev.errand.toolscope.registry.ListedTool;
import dev.errand.toolscope.registry.RegisteredTool;

import static org.springframework.http.HttpStatus.NOT_FOUND;

/**
 * {@code /console/tools}: the tools, one of them with what it was, and a form to register one, which a tool can be asked to
 * fill in. What is written there is reviewed against what is registered, and only from there saved.
 */
@Controller
final class ToolPagesController {

    private static final String TOOLS = "/console/tools";
    // No resource indicator begins with a plus, so that none is taken for this.
    private static final String NEW = TOOLS + "/+new";
    private static final int UNPROCESSABLE = 422;
    private static final int STALE = 412;

    private final RegisteredTools tools;
    private final ToolImport imports;
    private final ToolHistory history;

    ToolPagesController(RegisteredTools tools, ToolImport imports, ToolHistory history) {
        this.tools = tools;
        this.imports = imports;
        this.history = history;
    }

    /** A form that was sent, and how to answer it. */
    private record Sent(String registered, String seen, ToolForm form, String why, Model model,
            HttpServletResponse response) {

        ToolView view(ToolForm filled, Map<String, String> problems, List<String> unregistered) {
            return new ToolView(registered, seen, filled, problems, null, "", unregistered);
        }
    }

    @GetMapping(TOOLS)
    String list(@RequestParam(name = "search", required = false) @Nullable String search,
            @RequestParam(name = "after", required = false) @Nullable String after, Model model) {
        SearchedList list = SearchedList.read(TOOLS, search, null, after);
        list.show(tools.list(list.search(), list.page()).map(ToolPagesController::item), model);
        return "console/tool/list";
    }

    /** A tool in the list. */
    public record Item(String resource, String href, String name, Moment changedAt, String changedBy) {}

    private static Item item(ListedTool listed) {
        return new Item(listed.tool().resource(), href(listed.tool()), listed.tool().name(), Moment.of(listed.changedAt()),
                listed.changedBy());
    }

    private static String href(RegisteredTool tool) {
        return TOOLS + "/" + PathName.of(tool.resource());
    }

    @GetMapping(NEW)
    String create(Model model) {
        return show(model, new ToolView("", "", ToolForm.EMPTY, Map.of(), null, "", List.of()));
    }

    /**
     * One tool.
     *
     * @param after where the page before of what it was ended
     */
    @GetMapping(TOOLS + "/{key}")
    String find(@PathVariable("key") String key, @RequestParam(name = "after", required = false) @Nullable String after,
            Model model) {
        ListedTool listed = find(key);
        history.show(listed.tool().resource(), href(listed.tool()), after, model);
        return show(model, new ToolView(listed.tool().resource(), tools.tag(listed).value(), ToolForm.of(listed.tool()),
                Map.of(), Moment.of(listed.changedAt()), listed.changedBy(), List.of()));
    }

    private ListedTool find(String key) {
        return PathName.read(key).flatMap(tools::find).orElseThrow(() -> new ResponseStatusException(NOT_FOUND));
    }

    private static String show(Model model, ToolView view) {
        model.addAttribute("tool", view);
        return "console/tool/detail";
    }

    @PostMapping(NEW)
    String created(@RequestParam Map<String, String> fields, Model model, HttpServletResponse response,
            Administrator by) {
        return submitted(sent("", fields, model, response), fields.getOrDefault("op", ""), by);
    }

    @PostMapping(TOOLS + "/{key}")
    String changed(@PathVariable("key") String key, @RequestParam Map<String, String> fields, Model model,
            HttpServletResponse response, Administrator by) {
        return submitted(sent(find(key).tool().resource(), fields, model, response), fields.getOrDefault("op", ""), by);
    }

    private static Sent sent(String registered, Map<String, String> fields, Model model, HttpServletResponse response) {
        String resource = registered.isEmpty() ? fields.getOrDefault("resource", "").strip() : registered;
        return new Sent(registered, fields.getOrDefault("seen", ""), new ToolForm(resource,
                fields.getOrDefault("name", "").strip(), fields.getOrDefault("jwks", "").strip()),
                fields.getOrDefault("why", "").strip(), model, response);
    }

    private String submitted(Sent sent, String operation, Administrator by) {
        return switch (operation) {
            case "import" -> ask(sent);
            case "save" -> permitted(sent, tool -> save(sent, tool, by));
            case "review" -> permitted(sent, tool -> review(sent, tool, null));
            default -> show(sent.model(), sent.view(sent.form(), Map.of(), List.of()));
        };
    }

    private String permitted(Sent sent, Function<RegisteredTool, String> next) {
        return switch (sent.form().tool().then(tools::permitted)) {
            case Parsed.Value<RegisteredTool>(RegisteredTool tool) -> next.apply(tool);
            case Parsed.Malformed<RegisteredTool>(String member, String problem) -> refused(sent, member, problem);
        };
    }

    private static String refused(Sent sent, String member, String problem) {
        sent.response().setStatus(UNPROCESSABLE);
        String field = member.startsWith("jwks") ? "jwks" : member;
        String words = member.startsWith("jwks.") ? member + " " + problem : problem;
        return show(sent.model(), sent.view(sent.form(), Map.of(field, words), List.of()));
    }

    private String ask(Sent sent) {
        try {
            return switch (imports.read(sent.form().resource())) {
                case ToolImport.Imported.Refused(String reason, String sentence) -> refused(sent, "resource", sentence);
                case ToolImport.Imported.Proposed proposed -> show(sent.model(), sent.view(ToolForm.of(proposed.tool()),
                        Map.of(), proposed.unregistered().stream().map(ScopeName::value).toList()));
            };
        } catch (InvalidValue ex) {
            return refused(sent, "resource", ex.problem());
        }
    }

    /** What saving would make different from what stands now, whatever the form was made from. */
    private String review(Sent sent, RegisteredTool tool, @Nullable String whyProblem) {
        Optional<ListedTool> standing = tools.find(tool.resource());
        String tag = standing.map(tools::tag).map(EntityTag::value).orElse("");
        String action = sent.view(sent.form(), Map.of(), List.of()).action();
        sent.model().addAttribute("review", ToolReview.of(standing.map(ListedTool::tool), tool,
                new ToolReview.Draft(action, sent.form().fields(tag), !tag.equals(sent.seen()), sent.why(), whyProblem)));
        return "console/tool/review";
    }

    private String save(Sent sent, RegisteredTool tool, Administrator by) {
        return switch (by.change(sent.why())) {
            case Parsed.Value<Change>(Change change) -> save(sent, tool, change);
            case Parsed.Malformed<Change>(String member, String problem) -> {
                sent.response().setStatus(UNPROCESSABLE);
                yield review(sent, tool, problem);
            }
        };
    }

    private String save(Sent sent, RegisteredTool tool, Change change) {
        Precondition unchanged = sent.seen().isEmpty() ? new Precondition.Absent() : Precondition.unchanged(sent.seen());
        return switch (tools.save(tool, unchanged, change)) {
            case ToolOutcome.Registered done ->
                "redirect:" + href(done.tool().tool()) + "?done=" + (done.created() ? "registered" : "saved-tool");
            case ToolOutcome.Refused(String member, String problem) -> refused(sent, member, problem);
            case ToolOutcome.Stale stale -> {
                sent.response().setStatus(STALE);
                yield review(sent, tool, null);
            }
        };
    }
}
