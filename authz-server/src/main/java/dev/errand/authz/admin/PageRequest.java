package dev.errand.authz.admin;

import java.util.Optional;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.errand.toolscope.json.Parsed;

/**
 * Which page of a list is wanted.
 *
 * @param limit how many items at most, 1 to {@value #MAX_LIMIT}
 * @param after where the page before it ended; empty for the first one
 */
public record PageRequest(int limit, Optional<Cursor> after) {

    /** How many items a page has where nobody says. */
    public static final int DEFAULT_LIMIT = 50;

    /** The most items of a page. */
    public static final int MAX_LIMIT = 200;

    private static final Pattern CURSOR = Pattern.compile("[1-9][0-9]{0,8}");
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,2}");

    /** The first page, of the default length. */
    public static PageRequest first() {
        return new PageRequest(DEFAULT_LIMIT, Optional.empty());
    }

    /**
     * Reads the query's {@code limit} and {@code after}.
     *
     * @param parts how many values the list's cursor has
     */
    public static Parsed<PageRequest> read(@Nullable String limit, @Nullable String after, int parts) {
        int wanted = limit == null ? DEFAULT_LIMIT : NUMBER.matcher(limit).matches() ? Integer.parseInt(limit) : 0;
        if (wanted < 1 || wanted > MAX_LIMIT) {
            return new Parsed.Malformed<>("limit", "is a number from 1 to " + MAX_LIMIT);
        }
        Optional<Cursor> cursor = after == null ? Optional.empty() : Cursor.read(after, parts);
        return after != null && cursor.isEmpty()
                ? new Parsed.Malformed<>("after", "is no cursor of this list")
                : new Parsed.Value<>(new PageRequest(wanted, cursor));
    }

    /** Reads the query of a list whose cursor is a number, such as that of a version. */
    public static Parsed<PageRequest> numbered(@Nullable String limit, @Nullable String after) {
        return read(limit, after, 1).then(page -> page.after().filter(cursor -> !CURSOR.matcher(cursor.part(0)).matches())
                .isPresent() ? new Parsed.Malformed<>("after", "is no cursor of this list") : new Parsed.Value<>(page));
    }
}
