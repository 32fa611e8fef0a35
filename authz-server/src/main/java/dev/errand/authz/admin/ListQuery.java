package dev.errand.authz.admin;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.errand.toolscope.json.Parsed;

/** What the queries of lists have in common; a malformed value is named by its parameter. */
public final class ListQuery {

    private static final int MAX_SEARCH = 255;

    private ListQuery() {}

    /** How something begins that people look for; empty for everything. */
    public static Parsed<String> search(@Nullable String text) {
        String search = text == null ? "" : text.strip();
        boolean storable = search.length() <= MAX_SEARCH && search.codePoints()
                .allMatch(c -> !Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE);
        return storable
                ? new Parsed.Value<>(search)
                : new Parsed.Malformed<>("search", "is at most " + MAX_SEARCH + " characters, none of which controls anything");
    }

    /** Only those in this state. */
    public static Parsed<Optional<Boolean>> enabled(@Nullable String word) {
        return switch (word == null ? "" : word) {
            case "" -> new Parsed.Value<>(Optional.empty());
            case "true" -> new Parsed.Value<>(Optional.of(true));
            case "false" -> new Parsed.Value<>(Optional.of(false));
            default -> new Parsed.Malformed<>("enabled", "is true or false");
        };
    }
}
