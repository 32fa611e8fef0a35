package dev.errand.authz.console.entry;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * A page of entries.
 *
 * @param list {@code scopes}, {@code compositions} or {@code rules}
 * @param filter what was asked for, by parameter
 * @param problem what is wrong with the filter; null if nothing is
 * @param items at most a page of them
 * @param first the URL of the first page; null on it
 * @param next the URL of the next page; null on the last one
 */
public record EntryList(String list, Map<String, String> filter, @Nullable String problem, List<EntryItem> items,
        @Nullable String first, @Nullable String next) {

    static final List<String> FILTERS = List.of("search", "tool", "effect", "label", "state");

    /** Whether anything narrows the list. */
    public boolean filtered() {
        return !filter.isEmpty();
    }

    /** What was asked for of this parameter. */
    public String value(String parameter) {
        return filter.getOrDefault(parameter, "");
    }

    static String url(String list, Map<String, String> filter, @Nullable String after) {
        UriComponentsBuilder url = UriComponentsBuilder.fromPath("/console/" + list);
        filter.forEach(url::queryParam);
        if (after != null) {
            url.queryParam("after", after);
        }
        return url.build().encode().toUriString();
    }
}
