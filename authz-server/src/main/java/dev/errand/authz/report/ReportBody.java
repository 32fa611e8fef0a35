package dev.errand.authz.report;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;

import dev.errand.toolscope.json.Parsed;
import dev.errand.toolscope.json.StrictJson;

/** The body of a report: a JSON array within bounds, its elements still to be read. */
sealed interface ReportBody {

    /** The most bytes of a body. */
    int MAX_BYTES = 64 * 1024;

    /** The most elements of a body. */
    int MAX_ITEMS = 100;

    /** Within bounds. */
    record Items(List<JsonNode> items) implements ReportBody {}

    /** Not. */
    record Unreadable(int status, String reason) implements ReportBody {}

    /** Reads the body, and no more of it than is allowed. */
    static ReportBody read(HttpServletRequest request) throws IOException {
        if (!isJson(request.getContentType())) {
            return new Unreadable(415, "content_type");
        }
        if (request.getContentLengthLong() > MAX_BYTES) {
            return new Unreadable(413, "body_too_large");
        }
        byte[] bytes = request.getInputStream().readNBytes(MAX_BYTES + 1);
        return bytes.length > MAX_BYTES ? new Unreadable(413, "body_too_large") : parse(bytes);
    }

    private static boolean isJson(@Nullable String contentType) {
        try {
            return contentType != null
                    && MediaType.parseMediaType(contentType).equalsTypeAndSubtype(MediaType.APPLICATION_JSON);
        } catch (InvalidMediaTypeException ex) {
            return false;
        }
    }

    private static ReportBody parse(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return StrictJson.read(text, MAX_BYTES) instanceof Parsed.Value<JsonNode>(JsonNode root)
                    ? items(root)
                    : new Unreadable(400, "body_malformed");
        } catch (CharacterCodingException ex) {
            return new Unreadable(400, "body_malformed");
        }
    }

    private static ReportBody items(JsonNode root) {
        if (!root.isArray()) {
            return new Unreadable(400, "body_malformed");
        }
        if (root.size() > MAX_ITEMS) {
            return new Unreadable(413, "too_many_items");
        }
        List<JsonNode> items = new ArrayList<>();
        root.forEach(items::add);
        return new Items(items);
    }
}
