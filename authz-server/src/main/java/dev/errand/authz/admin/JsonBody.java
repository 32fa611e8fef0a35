package dev.errand.authz.admin;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

import dev.errand.toolscope.json.Parsed;
import dev.errand.toolscope.json.StrictJson;
import dev.errand.toolscope.json.StrictObject;

/**
 * A request's body as JSON: UTF-8, within bounds, read strictly.
 *
 * @param <T> what the body says
 */
public sealed interface JsonBody<T> {

    /** The most bytes of a body, unless a route says otherwise. */
    int MAX_BYTES = 64 << 10;

    /** It says this. */
    record Of<T>(T value) implements JsonBody<T> {}

    /** It cannot be read. */
    record Unacceptable<T>(Problem problem) implements JsonBody<T> {}

    /**
     * Reads the body, and no more of it than is allowed.
     *
     * @param members takes the members of the object that the body is; throws {@code InvalidValue} for what is wrong
     */
    static <T> JsonBody<T> read(HttpServletRequest request, int maxBytes, Function<StrictObject, T> members)
            throws IOException {
        if (!isJson(request.getContentType())) {
            return new Unacceptable<>(Problem.notJson());
        }
        byte[] bytes = request.getInputStream().readNBytes(maxBytes + 1);
        try {
            return read(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString(), maxBytes, members);
        } catch (CharacterCodingException ex) {
            return new Unacceptable<>(Problem.body("", "is not UTF-8"));
        }
    }

    private static <T> JsonBody<T> read(String json, int maxBytes, Function<StrictObject, T> members) {
        return switch (StrictJson.read(json, maxBytes).then(root -> StrictObject.read(root, "", members))) {
            case Parsed.Value<T>(T value) -> new Of<>(value);
            case Parsed.Malformed<T>(String member, String problem) -> new Unacceptable<>(Problem.body(member, problem));
        };
    }

    private static boolean isJson(@Nullable String contentType) {
        try {
            if (contentType == null) {
                return false;
            }
            MediaType type = MediaType.parseMediaType(contentType);
            boolean utf8 = type.getCharset() == null || StandardCharsets.UTF_8.equals(type.getCharset());
            return utf8 && MediaType.APPLICATION_JSON.equalsTypeAndSubtype(type);
        } catch (InvalidMediaTypeException ex) {
            return false;
        }
    }
}
