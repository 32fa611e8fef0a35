package dev.errand.authz.admin;

import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

import dev.errand.toolscope.json.Parsed;

/**
 * What the administrative API answers where nothing is wrong: JSON that no cache keeps. The type is said and not
 * negotiated: to refuse the answer's form would be to deny what was done.
 */
public final class JsonAnswer {

    private JsonAnswer() {}

    /** 200 with this body. */
    public static ResponseEntity<Object> ok(Object body) {
        return json(HttpStatus.OK).body(body);
    }

    /** A thing in the state that the tag names, for {@code If-Match}. */
    public static ResponseEntity<Object> of(HttpStatus status, EntityTag tag, Object body) {
        return json(status).eTag(tag.header()).body(body);
    }

    /** A page of a list, or what is wrong with the query for it. */
    public static <T> ResponseEntity<Object> list(Parsed<Page<T>> read, Function<T, Map<String, @Nullable Object>> write) {
        return switch (read) {
            case Parsed.Value<Page<T>>(Page<T> page) -> ok(page.json(write));
            case Parsed.Malformed<Page<T>>(String parameter, String problem) ->
                Problem.badParameter(parameter, problem).answer();
        };
    }

    private static ResponseEntity.BodyBuilder json(HttpStatus status) {
        return ResponseEntity.status(status).contentType(MediaType.APPLICATION_JSON).header("Cache-Control", "no-store");
    }
}
