package dev.errand.authz.admin;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a page of a list ends: the values of the last row's sort key. To the caller it is one opaque word.
 *
 * @param parts the values, at least one
 */
public record Cursor(List<String> parts) {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MAX_LENGTH = 2048;

    public Cursor {
        parts = List.copyOf(parts);
    }

    public static Cursor of(String... parts) {
        return new Cursor(List.of(parts));
    }

    /** The cursor that {@link #word} wrote; empty if it is none of this many parts. */
    public static Optional<Cursor> read(String word, int parts) {
        if (word.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            byte[] json = Base64.getUrlDecoder().decode(word.getBytes(StandardCharsets.US_ASCII));
            String[] values = JSON.readValue(json, String[].class);
            return values != null && values.length == parts && Arrays.stream(values).allMatch(Cursor::storable)
                    ? Optional.of(of(values))
                    : Optional.empty();
        } catch (IllegalArgumentException | JacksonException ex) {
            return Optional.empty();
        }
    }

    /** PostgreSQL raises an error for what cannot be in its text. */
    private static boolean storable(String value) {
        return value != null && value.indexOf('\0') < 0;
    }

    /** The value at this place, counted from 0. */
    public String part(int place) {
        return parts.get(place);
    }

    /** The one opaque word. */
    public String word() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(JSON.writeValueAsBytes(parts));
    }
}
