package dev.errand.authz.console;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.UriComponentsBuilder;

import dev.errand.authz.admin.Cursor;
import dev.errand.authz.admin.ListQuery;
import dev.errand.authz.admin.Page;
import dev.errand.authz.admin.PageRequest;
import dev.errand.toolscope.json.Parsed;

/**
 * A page's list of what is found by its text and by whether it is enabled: what is asked for, and the links that lead on.
 *
 * @param path the page
 * @param search the text; empty for everything
 * @param enabled whether what is listed is enabled; empty for both
 * @param page which part of it
 */
public record SearchedList(String path, String search, Optional<Boolean> enabled, PageRequest page) {

    /** Reads the query's parameters; a malformed one is answered with 400. */
    public static SearchedList read(String path, @Nullable String search, @Nullable String enabled, @Nullable String after) {
        return new SearchedList(path, require(ListQuery.search(search)), require(ListQuery.enabled(enabled)),
                require(PageRequest.read(null, after, 1)));
    }

    private static <T> T require(Parsed<T> parsed) {
        return switch (parsed) {
            case Parsed.Value<T>(T value) -> value;
            case Parsed.Malformed<T> malformed -> throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        };
    }

    /** Gives the page its rows, the form as it was filled in, and the links. */
    public void show(Page<?> rows, Model model) {
        model.addAttribute("rows", rows.items());
        model.addAttribute("search", search);
        model.addAttribute("enabled", enabled.map(String::valueOf).orElse(""));
        model.addAttribute("first", page.after().isEmpty() ? null : url(null));
        model.addAttribute("next", rows.next().map(this::url).orElse(null));
    }

    private String url(@Nullable Cursor after) {
        return UriComponentsBuilder.fromPath(path)
                .queryParamIfPresent("search", Optional.of(search).filter(text -> !text.isEmpty()))
                .queryParamIfPresent("enabled", enabled)
                .queryParamIfPresent("after", Optional.ofNullable(after).map(Cursor::word))
                .encode().build().toUriString();
    }
}
