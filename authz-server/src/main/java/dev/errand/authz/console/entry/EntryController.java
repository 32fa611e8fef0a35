package dev.errand.authz.console.entry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

import dev.errand.authz.admin.Cursor;
import dev.errand.authz.admin.Page;
import dev.errand.authz.admin.PageRequest;
import dev.errand.authz.admin.PathName;
import dev.errand.authz.admin.entry.EntryFilterQuery;
import dev.errand.authz.admin.entry.RegisteredEntries;
import dev.errand.toolscope.json.Parsed;
import dev.errand.toolscope.registry.EntryFilter;
import dev.errand.toolscope.registry.EntryKind;
import dev.errand.toolscope.registry.EntryName;
import dev.errand.toolscope.registry.ListedEntry;

import static org.springframework.http.HttpStatus.NOT_FOUND;

/** {@code /console/scopes}, {@code /console/compositions} and {@code /console/rules}: to look through, and one of them. */
@Controller
final class EntryController {

    static final String LIST = "/console/{list:scopes|compositions|rules}";

    private final RegisteredEntries entries;
    private final EntryPages pages;

    EntryController(RegisteredEntries entries, EntryPages pages) {
        this.entries = entries;
        this.pages = pages;
    }

    @GetMapping(LIST)
    String list(@PathVariable("list") String list, @RequestParam Map<String, String> query, Model model) {
        Map<String, String> filter = new LinkedHashMap<>();
        EntryList.FILTERS.stream().filter(name -> !query.getOrDefault(name, "").isBlank())
                .forEach(name -> filter.put(name, query.getOrDefault(name, "").strip()));
        String after = query.get("after");
        Parsed<Page<ListedEntry>> page = EntryFilterQuery.read(kind(list), filter).then(one -> page(one, after));
        model.addAttribute("entries", switch (page) {
            case Parsed.Value<Page<ListedEntry>>(Page<ListedEntry> found) -> new EntryList(list, filter, null,
                    found.items().stream().map(EntryItem::of).toList(),
                    after == null ? null : EntryList.url(list, filter, null),
                    found.next().map(Cursor::word).map(word -> EntryList.url(list, filter, word)).orElse(null));
            case Parsed.Malformed<Page<ListedEntry>>(String member, String problem) ->
                new EntryList(list, filter, member + " " + problem, List.of(), null, null);
        });
        return "console/entry/list";
    }

    private Parsed<Page<ListedEntry>> page(EntryFilter filter, @Nullable String after) {
        return PageRequest.read(null, after, 1).then(page -> new Parsed.Value<>(entries.list(filter, page)));
    }

    /**
     * One entry.
     *
     * @param before the number below which versions are wanted
     */
    @GetMapping(LIST + "/{name}")
    String find(@PathVariable("list") String list, @PathVariable("name") String name,
            @RequestParam(name = "before", required = false) @Nullable String before, Model model) {
        int number = before != null && before.matches("[1-9][0-9]{0,8}") ? Integer.parseInt(before) : Integer.MAX_VALUE;
        model.addAttribute("page", pages.page(name(list, name), number)
                .orElseThrow(() -> new ResponseStatusException(NOT_FOUND)));
        return "console/entry/detail";
    }

    static EntryName name(String list, String segment) {
        return new EntryName(kind(list),
                PathName.read(segment).orElseThrow(() -> new ResponseStatusException(NOT_FOUND)));
    }

    static EntryKind kind(String list) {
        return switch (list) {
            case "scopes" -> EntryKind.SCOPE;
            case "compositions" -> EntryKind.COMPOSITION;
            default -> EntryKind.NEVER_TOGETHER;
        };
    }
}
