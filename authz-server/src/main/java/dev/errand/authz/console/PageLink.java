package dev.errand.authz.console;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * A page's address with its filters in it.
 *
 * @param path the page
 * @param filters what is filled in, in order
 */
public record PageLink(String path, Map<String, String> filters) {

    public PageLink {
        filters = Map.copyOf(filters);
    }

    /** A page without filters. */
    public static PageLink to(String path) {
        return new PageLink(path, Map.of());
    }

    /** The same page with one more filter, if that is filled in. */
    public PageLink with(String name, @Nullable String value) {
        if (value == null) {
            return this;
        }
        Map<String, String> more = new LinkedHashMap<>(filters);
        more.put(name, value);
        return new PageLink(path, more);
    }

    /** The address. */
    public String url() {
        UriComponentsBuilder url = UriComponentsBuilder.fromPath(path);
        filters.keySet().stream().sorted().forEach(name -> url.queryParam(name, "{" + name + "}"));
        return url.encode().buildAndExpand(filters).toUriString();
    }

    /** What a form sent: a field that nobody filled in says nothing. */
    public static @Nullable String filled(@Nullable String field) {
        return field == null || field.isBlank() ? null : field.strip();
    }
}
