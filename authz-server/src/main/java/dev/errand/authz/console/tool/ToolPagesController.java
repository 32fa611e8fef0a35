package dev.errand.authz.console.tool;

import java.util.List;
import java.util.Map;

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
import dev.errand.authz.admin.Cursor;
import dev.errand.authz.admin.PageRequest;
import dev.errand.authz.admin.PathName;
import dev.errand.authz.admin.Precondition;
import dev.errand.authz.admin.tool.RegisteredTools;
import dev.errand.authz.admin.tool.ToolImport;
import dev.errand.authz.admin.tool.ToolOutcome;
import dev.errand.authz.console.Moment;
import dev.errand.toolscope.InvalidValue;
import dev.errand.toolscope.ScopeName;
import dev.errand.toolscope.json.Parsed;
import dev.errand.toolscope.registry.Change;
import dev.errand.toolscope.registry.ListedTool;

import static org.springframework.http.HttpStatus.NOT_FOUND;

/** {@code /console/tools}: the tools, one of them, and a form to register one, which a tool can be asked to fill in. */
@Controller
final class ToolPagesController {

    private static final String TOOLS = "/console/tools";
    // No resource indicator begins with a plus, so that none is taken for this.
    private static final String NEW = TOOLS + "/+new";
    private static final int UNPROCESSABLE = 422;
    private static final int STALE = 412;

    private final RegisteredTools tools;
    private final ToolImport imports;

    ToolPagesController(RegisteredTools tools, ToolImport imports) {
        this.tools = tools;
        this.imports = imports;
    }

    /** A form that was sent, and how to answer it. */
    private record Sent(String registered, String seen, ToolForm form, String why, Model model,
            HttpServletResponse response) {}

    @GetMapping(TOOLS)
    String list(@RequestParam(name = "after", required = false) @Nullable String after, Model model) {
        PageRequest page = PageRequest.read(null, after, 1) instanceof Parsed.Value<PageRequest>(PageRequest read)
                ? read
                : PageRequest.first();
        var found = tools.list(page);
        model.addAttribute("tools", found.items().stream().map(ToolPagesController::item).toList());
        model.addAttribute("first", after == null ? null : TOOLS);
        model.addAttribute("next", found.next().map(Cursor::word).map(word -> TOOLS + "?after=" + word).orElse(null));
        return "console/tool/list";
    }

    /** A tool in the list. */
    public record Item(String resource, String href, String name, Moment changedAt, String changedBy) {}

    private static Item item(ListedTool listed) {
        String resource = listed.tool().resource();
        return new Item(resource, TOOLS + "/" + PathName.of(resource), listed.tool().name(), Moment.of(listed.changedAt()),
                listed.changedBy());
    }

    @GetMapping(NEW)
    String create(Model model) {
        return show(model, new ToolView("", "", ToolForm.EMPTY, null, Map.of(), "", null, "", List.of()));
    }

    @GetMapping(TOOLS + "/{key}")
    String find(@PathVariable("key") String key, Model model) {
        return show(model, view(find(key)));
    }

    private ListedTool find(String key) {
        return PathName.read(key).flatMap(tools::find).orElseThrow(() -> new ResponseStatusException(NOT_FOUND));
    }

    private ToolView view(ListedTool listed) {
        return new ToolView(listed.tool().resource(), tools.tag(listed).value(), ToolForm.of(listed.tool()), null, Map.of(),
                "", Moment.of(listed.changedAt()), listed.changedBy(), List.of());
    }

    private static String show(Model model, ToolView view) {
        model.addAttribute("tool", view);
        return "console/tool/detail";
    }

    /** Registers the tool, or, for {@code op=import}, asks it what to fill in. */
    @PostMapping(NEW)
    String created(@RequestParam Map<String, String> fields, Model model, HttpServletResponse response,
            Administrator by) {
        Sent sent = sent("", fields, model, response);
        return fields.getOrDefault("op", "").equals("import") ? ask(sent) : save(sent, by);
    }

    @PostMapping(TOOLS + "/{key}")
    String changed(@PathVariable("key") String key, @RequestParam Map<String, String> fields, Model model,
            HttpServletResponse response, Administrator by) {
        Sent sent = sent(find(key).tool().resource(), fields, model, response);
        return fields.getOrDefault("op", "").equals("import") ? ask(sent) : save(sent, by);
    }

    private static Sent sent(String registered, Map<String, String> fields, Model model, HttpServletResponse response) {
        String resource = registered.isEmpty() ? fields.getOrDefault("resource", "").strip() : registered;
        return new Sent(registered, fields.getOrDefault("seen", ""), new ToolForm(resource,
                fields.getOrDefault("name", "").strip(), fields.getOrDefault("jwks", "").strip()),
                fields.getOrDefault("why", "").strip(), model, response);
    }

    private static ToolView view(Sent sent, ToolForm form, Map<String, String> problems, List<String> unregistered) {
        return new ToolView(sent.registered(), sent.seen(), form, null, problems, sent.why(), null, "", unregistered);
    }

    private static String refused(Sent sent, String member, String problem) {
        sent.response().setStatus(UNPROCESSABLE);
        String field = member.startsWith("jwks") ? "jwks" : member;
        String words = member.startsWith("jwks.") ? member + " " + problem : problem;
        return show(sent.model(), view(sent, sent.form(), Map.of(field, words), List.of()));
    }

    private String ask(Sent sent) {
        try {
            return switch (imports.read(sent.form().resource())) {
                case ToolImport.Imported.Refused(String reason, String sentence) -> refused(sent, "resource", sentence);
                case ToolImport.Imported.Proposed proposed -> show(sent.model(), view(sent, ToolForm.of(proposed.tool()),
                        Map.of(), proposed.unregistered().stream().map(ScopeName::value).toList()));
            };
        } catch (InvalidValue ex) {
            return refused(sent, "resource", ex.problem());
        }
    }

    private String save(Sent sent, Administrator by) {
        try {
            Change change = new Change(by.name(), sent.why());
            Precondition unchanged = sent.seen().isEmpty() ? new Precondition.Absent() : Precondition.unchanged(sent.seen());
            return switch (tools.save(sent.form().tool(), unchanged, change)) {
                case ToolOutcome.Registered done -> "redirect:" + TOOLS + "/" + PathName.of(done.tool().tool().resource())
                        + "?done=" + (done.created() ? "registered" : "saved");
                case ToolOutcome.Refused(String member, String problem) -> refused(sent, member, problem);
                case ToolOutcome.Stale stale -> stale(sent);
            };
        } catch (InvalidValue ex) {
            return refused(sent, ex.member(), ex.problem());
        }
    }

    /** Both are shown, and saving again is saving over what stands now. */
    private String stale(Sent sent) {
        ListedTool now = tools.find(sent.form().resource()).orElseThrow(() -> new ResponseStatusException(NOT_FOUND));
        sent.response().setStatus(STALE);
        return show(sent.model(), new ToolView(now.tool().resource(), tools.tag(now).value(), sent.form(),
                ToolForm.of(now.tool()), Map.of(), sent.why(), Moment.of(now.changedAt()), now.changedBy(), List.of()));
    }
}
