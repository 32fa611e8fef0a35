package dev.errand.authz.admin;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

import dev.errand.toolscope.ResourceIndicator;
import dev.errand.toolscope.json.Parsed;
import dev.errand.toolscope.json.StrictJson;
import dev.errand.toolscope.json.StrictObject;

/** The body of a request for an import, as JSON: {@code {"resource": "https://refunds.example"}}. */
sealed interface ImportRequest {

    /** The most bytes of it. */
    int MAX_BYTES = 4 << 10;

    /** Which tool to ask. */
    record Of(String resource) implements ImportRequest {}

    /** It cannot be read. */
    record Unacceptable(Problem problem) implements ImportRequest {}

    /** Reads the body, and no more of it than is allowed. */
    static ImportRequest read(HttpServletRequest request) throws IOException {
        if (!isJson(request.getContentType())) {
            return new Unacceptable(Problem.notJson());
        }
        byte[] bytes = request.getInputStream().readNBytes(MAX_BYTES + 1);
        try {
            return read(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException ex) {
            return new Unacceptable(Problem.body("", "is not UTF-8"));
        }
    }

    private static ImportRequest read(String json) {
        Parsed<String> resource = StrictJson.read(json, MAX_BYTES).then(root -> StrictObject.read(root, "",
                body -> ResourceIndicator.require("resource", body.text("resource"))));
        return switch (resource) {
            case Parsed.Value<String>(String value) -> new Of(value);
            case Parsed.Malformed<String>(String member, String problem) -> new Unacceptable(Problem.body(member, problem));
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
