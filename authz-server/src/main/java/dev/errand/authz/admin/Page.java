package dev.errand.authz.admin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param items what is on it
 * @param next where the next one goes on; empty on the last one
 * @param <T> what it is a list of
 */
public record Page<T>(List<T> items, Optional<Cursor> next) {

    public Page {
        items = List.copyOf(items);
    }

    /**
     * The page of what was read.
     *
     * @param read the items that follow the cursor, one more than the page holds if there are so many
     * @param limit how many it holds
     * @param cursor an item's sort key
     */
    public static <T> Page<T> of(List<T> read, int limit, Function<T, Cursor> cursor) {
        return read.size() <= limit
                ? new Page<>(read, Optional.empty())
                : new Page<>(read.subList(0, limit), Optional.of(cursor.apply(read.get(limit - 1))));
    }

    /** The same page of something else. */
    public <R> Page<R> map(Function<T, R> change) {
        return new Page<>(items.stream().map(change).toList(), next);
    }

    /** The page as the API answers it: {@code items}, and {@code next} or null. */
    public Map<String, @Nullable Object> json(Function<T, Map<String, @Nullable Object>> write) {
        return json("items", write);
    }

    /** The same with another name for what is on it. */
    public Map<String, @Nullable Object> json(String name, Function<T, Map<String, @Nullable Object>> write) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put(name, items.stream().map(write).toList());
        members.put("next", next.map(Cursor::word).orElse(null));
        return members;
    }
}
