package dev.errand.authz.console.entry;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

import dev.errand.authz.admin.Administrator;
import dev.errand.authz.admin.Precondition;
import dev.errand.authz.admin.entry.RegisteredEntries;
import dev.errand.toolscope.json.Parsed;
import dev.errand.toolscope.registry.Activation;
import dev.errand.toolscope.registry.Change;
import dev.errand.toolscope.registry.EntryName;
import dev.errand.toolscope.registry.Retirement;

import static org.springframework.http.HttpStatus.NOT_FOUND;

/** Puts drafts into force, and takes entries out of it, after showing what that does. */
@Controller
final class EntryLifeController {

    private static final int REFUSED = 422;
    private static final int STALE = 412;

    private final RegisteredEntries entries;
    private final EntryPages pages;
    private final MessageSource texts;

    EntryLifeController(RegisteredEntries entries, EntryPages pages, MessageSource texts) {
        this.entries = entries;
        this.pages = pages;
        this.texts = texts;
    }

    /** What became of a change: nothing to say, or what is wrong and with which field, none for the whole of it. */
    private record Result(String done, String field, String problem) {}

    /** A change that was sent from a page, and how to answer it. */
    private record Sent(EntryName entry, Map<String, String> fields, Model model, HttpServletResponse response) {

        String field(String name) {
            return fields.getOrDefault(name, "").strip();
        }

        /** The page carries the tag of what it showed; what carries none has shown nothing. */
        Precondition unchanged() {
            return Precondition.unchanged(field("seen"));
        }
    }

    /** What retiring the entry would do. */
    @GetMapping(EntryController.LIST + "/{name}/retire")
    String preview(@PathVariable("list") String list, @PathVariable("name") String name, Model model) {
        return page("console/entry/retire", EntryController.name(list, name), model);
    }

    @PostMapping(EntryController.LIST + "/{name}/retire")
    String retire(@PathVariable("list") String list, @PathVariable("name") String name,
            @RequestParam Map<String, String> fields, Model model, HttpServletResponse response, Administrator by) {
        Sent sent = new Sent(EntryController.name(list, name), fields, model, response);
        return change("console/entry/retire", sent, by, change -> entries.retire(sent.entry(), sent.unchanged(), change)
                .map(this::result));
    }

    private Result result(Retirement retirement) {
        return switch (retirement) {
            case Retirement.Retired retired -> new Result("retired", "", "");
            case Retirement.Drafted drafted -> new Result("drafted", "", "");
            case Retirement.NotActive none -> refused("not-in-force");
            case Retirement.StillNamed(EntryName other) -> refused("named", other);
        };
    }

    @PostMapping(EntryController.LIST + "/{name}/activate")
    String activate(@PathVariable("list") String list, @PathVariable("name") String name,
            @RequestParam Map<String, String> fields, Model model, HttpServletResponse response, Administrator by) {
        Sent sent = new Sent(EntryController.name(list, name), fields, model, response);
        if (!sent.field("version").matches("[1-9][0-9]{0,8}")) {
            throw new ResponseStatusException(NOT_FOUND);
        }
        int version = Integer.parseInt(sent.field("version"));
        return change("console/entry/detail", sent, by,
                change -> entries.activate(sent.entry(), version, sent.unchanged(), change)
                        .map(this::result));
    }

    private Result result(Activation activation) {
        return switch (activation) {
            case Activation.Activated activated -> new Result("activated", "", "");
            case Activation.UnknownVersion unknown -> throw new ResponseStatusException(NOT_FOUND);
            case Activation.NotADraft over -> refused("no-draft");
            case Activation.Overtaken later -> refused("overtaken");
            case Activation.SameAuthor same -> refused("same-author");
            case Activation.Inconsistent(String member, String problem) -> new Result("", "", (member + " " + problem).strip());
        };
    }

    private Result refused(String word, Object... arguments) {
        return new Result("", "",
                texts.getMessage("registry.refused." + word, arguments, LocaleContextHolder.getLocale()));
    }

    /** Makes the change, unless the entry is not what the page showed: then it is shown anew, with what is different. */
    private String change(String view, Sent sent, Administrator by, Function<Change, Optional<Result>> next) {
        return switch (by.change(sent.field("why"))) {
            case Parsed.Malformed<Change>(String member, String problem) ->
                answer(view, sent, new Result("", "why", problem));
            case Parsed.Value<Change>(Change change) -> next.apply(change).map(result -> answer(view, sent, result))
                    .orElseGet(() -> overtaken(view, sent));
        };
    }

    private String overtaken(String view, Sent sent) {
        sent.response().setStatus(STALE);
        sent.model().addAttribute("overtaken", pages.since(sent.entry(), sent.field("seen")));
        return page(view, sent.entry(), sent.model());
    }

    private String answer(String view, Sent sent, Result result) {
        if (!result.done().isEmpty()) {
            return "redirect:" + EntryItem.href(sent.entry()) + "?done=" + result.done();
        }
        sent.response().setStatus(REFUSED);
        sent.model().addAttribute(result.field().isEmpty() ? "refused" : "whyProblem", result.problem());
        return page(view, sent.entry(), sent.model());
    }

    private String page(String view, EntryName entry, Model model) {
        model.addAttribute("page", pages.page(entry, Integer.MAX_VALUE)
                .orElseThrow(() -> new ResponseStatusException(NOT_FOUND)));
        return view;
    }
}
