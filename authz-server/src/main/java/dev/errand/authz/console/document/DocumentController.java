package dev.errand.authz.console.document;

import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

import dev.errand.authz.admin.Administrator;
import dev.errand.authz.admin.Precondition;
import dev.errand.authz.admin.registry.RegistryDocuments;
import dev.errand.authz.admin.registry.RegistryOutcome;
import dev.errand.authz.console.ChangeLine;
import dev.errand.toolscope.json.Parsed;
import dev.errand.toolscope.registry.Change;

/** {@code /console/registry}: the whole registry as YAML, and a document to plan and to apply. */
@Controller
final class DocumentController {

    private static final String PATH = "/console/registry";
    private static final String VIEW = "console/document/page";
    private static final int UNPROCESSABLE = 422;
    private static final int STALE = 412;
    // What is larger than a page may be is for the command line.
    private static final int MAX_SHOWN = 40_000;

    private final RegistryDocuments documents;

    DocumentController(RegistryDocuments documents) {
        this.documents = documents;
    }

    @GetMapping(PATH)
    String show(Model model) {
        String yaml = documents.export().yaml();
        boolean large = yaml.length() > MAX_SHOWN;
        model.addAttribute("large", large);
        return show(model, new DocumentView(large ? "" : yaml, "", null, null, "", null, false));
    }

    /** Compares, or, for {@code op=apply}, registers what was compared. */
    @PostMapping(PATH)
    String submitted(@RequestParam(name = "yaml", defaultValue = "") String yaml,
            @RequestParam(name = "op", defaultValue = "plan") String operation,
            @RequestParam(name = "revision", defaultValue = "") String revision,
            @RequestParam(name = "why", defaultValue = "") String why, Model model, HttpServletResponse response,
            Administrator by) {
        String text = yaml.replace("\r\n", "\n");
        if (!operation.equals("apply")) {
            return planned(model, response, text, why, null, false);
        }
        return switch (by.change(why.strip())) {
            case Parsed.Malformed<Change>(String member, String problem) -> {
                response.setStatus(UNPROCESSABLE);
                yield planned(model, response, text, why, problem, false);
            }
            case Parsed.Value<Change>(Change change) -> switch (documents.register(text, Precondition.unchanged(revision),
                    change)) {
                case RegistryOutcome.Registered done -> "redirect:" + PATH + "?done=applied";
                case RegistryOutcome.Changed changed -> {
                    response.setStatus(STALE);
                    yield planned(model, response, text, why, null, true);
                }
                case RegistryOutcome.Unreadable(String member, String problem) ->
                    refused(model, response, text, why, member, problem);
                case RegistryOutcome.Refused(String member, String problem) ->
                    refused(model, response, text, why, member, problem);
                case RegistryOutcome.Planned planned -> throw new IllegalStateException("a plan registers nothing");
            };
        };
    }

    private String planned(Model model, HttpServletResponse response, String yaml, String why, @Nullable String whyProblem,
            boolean stale) {
        return switch (documents.plan(yaml)) {
            case RegistryOutcome.Planned(var changes, String revision) ->
                show(model, new DocumentView(yaml, revision, ChangeLine.of(changes), null, why, whyProblem, stale));
            case RegistryOutcome.Unreadable(String member, String problem) ->
                refused(model, response, yaml, why, member, problem);
            case RegistryOutcome.Refused(String member, String problem) ->
                refused(model, response, yaml, why, member, problem);
            case RegistryOutcome.Registered done -> throw new IllegalStateException("a plan registers nothing");
            case RegistryOutcome.Changed changed -> throw new IllegalStateException("a plan is for every revision");
        };
    }

    private static String refused(Model model, HttpServletResponse response, String yaml, String why, String member,
            String problem) {
        response.setStatus(UNPROCESSABLE);
        return show(model, new DocumentView(yaml, "", null, (member + " " + problem).strip(), why, null, false));
    }

    private static String show(Model model, DocumentView view) {
        model.addAttribute("document", view);
        return VIEW;
    }
}
