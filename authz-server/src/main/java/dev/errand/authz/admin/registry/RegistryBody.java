package dev.errand.authz.admin.registry;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

import dev.errand.authz.admin.Problem;

/** The body of a request about the registry: YAML text (RFC 9512) within bounds, not yet read. */
sealed interface RegistryBody {

    /** The most bytes of a document. */
    int MAX_BYTES = 1 << 20;

    /** The types that YAML comes under. */
    Set<String> TYPES = Set.of("application/yaml", "application/x-yaml", "text/yaml");

    /** Within bounds. */
    record Text(String yaml) implements RegistryBody {}

    /** Not. */
    record Unacceptable(Problem problem) implements RegistryBody {}

    /** Reads the body, and no more of it than is allowed. */
    static RegistryBody read(HttpServletRequest request) throws IOException {
        if (!isYaml(request.getContentType())) {
            return new Unacceptable(RegistryProblems.contentType());
        }
        if (request.getContentLengthLong() > MAX_BYTES) {
            return new Unacceptable(RegistryProblems.tooLarge());
        }
        byte[] bytes = request.getInputStream().readNBytes(MAX_BYTES + 1);
        return bytes.length > MAX_BYTES ? new Unacceptable(RegistryProblems.tooLarge()) : decode(bytes);
    }

    private static boolean isYaml(@Nullable String contentType) {
        try {
            if (contentType == null) {
                return false;
            }
            MediaType type = MediaType.parseMediaType(contentType);
            boolean utf8 = type.getCharset() == null || StandardCharsets.UTF_8.equals(type.getCharset());
            return utf8 && TYPES.contains(type.getType() + "/" + type.getSubtype());
        } catch (InvalidMediaTypeException ex) {
            return false;
        }
    }

    private static RegistryBody decode(byte[] bytes) {
        try {
            return new Text(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException ex) {
            return new Unacceptable(RegistryProblems.document(400, "document_malformed", "", "is not UTF-8"));
        }
    }
}
