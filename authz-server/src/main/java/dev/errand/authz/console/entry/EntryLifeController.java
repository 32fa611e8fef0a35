package dev.errand.authz.console.entry;

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
import dev.errand.authz.admin.entry.RegisteredEntries;
import dev.errand.toolscope.InvalidValue;
import dev.errand.toolscope.registry.Activation;
import dev.errand.toolscope.registry.Change;
import dev.errand.toolscope.registry.EntryName;
import dev.errand.toolscope.registry.Retirement;

import static org.springframework.http.HttpStatus.NOT_FOUND;

/** Puts drafts into force, and takes entries out of it, after showing what that does. */
@Controller
final class EntryLifeController {

    private static final int REFUSED = 422;

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

    /** What retiring the entry would do. */
    @GetMapping(EntryController.LIST + "/{name}/retire")
    String preview(@PathVariable("list") String list, @PathVariable("name") String name, Model model) {
        return page("console/entry/retire", EntryController.name(list, name), model);
    }

    @PostMapping(EntryController.LIST + "/{name}/retire")
    String retire(@PathVariable("list") String list, @PathVariable("name") String name,
            @RequestParam(name = "why", defaultValue = "") String why, Model model, HttpServletResponse response,
            Administrator by) {
        EntryName entry = EntryController.name(list, name);
        Result result = change(by, why, change -> switch (entries.retire(entry, change)) {
            case Retirement.Retired retired -> new Result("retired", "", "");
            case Retirement.Drafted drafted -> new Result("drafted", "", "");
            case Retirement.NotActive none -> refused("not-in-force");
            case Retirement.StillNamed(EntryName other) -> refused("named", other);
        });
        return answer("console/entry/retire", entry, result, model, response);
    }

    @PostMapping(EntryController.LIST + "/{name}/activate")
    String activate(@PathVariable("list") String list, @PathVariable("name") String name,
            @RequestParam(name = "version", defaultValue = "") String version,
            @RequestParam(name = "why", defaultValue = "") String why, Model model, HttpServletResponse response,
            Administrator by) {
        EntryName entry = EntryController.name(list, name);
        if (!version.matches("[1-9][0-9]{0,8}")) {
            throw new ResponseStatusException(NOT_FOUND);
        }
        Result result = change(by, why, change -> switch (entries.activate(entry, Integer.parseInt(version), change)) {
            case Activation.Activated activated -> new Result("activated", "", "");
            case Activation.UnknownVersion unknown -> throw new ResponseStatusException(NOT_FOUND);
            case Activation.NotADraft over -> refused("no-draft");
            case Activation.Overtaken later -> refused("overtaken");
            case Activation.SameAuthor same -> refused("same-author");
            case Activation.Inconsistent(String member, String problem) -> new Result("", "", (member + " " + problem).strip());
        });
        return answer("console/entry/detail", entry, result, model, response);
    }

    private Result refused(String word, Object... arguments) {
        return new Result("", "",
                texts.getMessage("registry.refused." + word, arguments, LocaleContextHolder.getLocale()));
    }

    private Result change(Administrator by, String why, Function<Change, Result> next) {
        try {
            return next.apply(new Change(by.name(), why.strip()));
        } catch (InvalidValue ex) {
            return new Result("", "why", ex.problem());
        }
    }

    private String answer(String view, EntryName entry, Result result, Model model, HttpServletResponse response) {
        if (!result.done().isEmpty()) {
            return "redirect:" + EntryItem.href(entry) + "?done=" + result.done();
        }
        response.setStatus(REFUSED);
        model.addAttribute(result.field().isEmpty() ? "refused" : "whyProblem", result.problem());
        return page(view, entry, model);
    }

    private String page(String view, EntryName entry, Model model) {
        model.addAttribute("page", pages.page(entry, Integer.MAX_VALUE)
                .orElseThrow(() -> new ResponseStatusException(NOT_FOUND)));
        return view;
    }
}
