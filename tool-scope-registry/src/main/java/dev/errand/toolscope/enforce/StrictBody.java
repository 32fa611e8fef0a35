package dev.errand.toolscope.enforce;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

import dev.errand.toolscope.json.Parsed;
import dev.errand.toolscope.json.StrictJson;

/**
 * Lets only JSON through to a {@link ToolScope} method that every reader understands alike: bounded, in UTF-8, without
 * duplicate members, trailing bytes or deep nesting.
 */
@ControllerAdvice
public final class StrictBody extends RequestBodyAdviceAdapter {

    private static final int MOST_BYTES = 64 * 1024;

    @Override
    public boolean supports(MethodParameter parameter, Type type,
            Class<? extends HttpMessageConverter<?>> converter) {
        return AnnotatedElementUtils.hasAnnotation(parameter.getExecutable(), ToolScope.class);
    }

    @Override
    public HttpInputMessage beforeBodyRead(HttpInputMessage message, MethodParameter parameter, Type type,
            Class<? extends HttpMessageConverter<?>> converter) throws IOException {
        byte[] body = message.getBody().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            throw new CallRefused(Refusal.of(HttpStatus.CONTENT_TOO_LARGE, "invalid_request", "body_too_large", null,
                    "The request body is too large"));
        }
        if (!(StrictJson.read(text(body), MOST_BYTES) instanceof Parsed.Value)) {
            throw malformed();
        }
        return new Checked(message.getHeaders(), body);
    }

    private static String text(byte[] body) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
        } catch (CharacterCodingException e) {
            throw malformed();
        }
    }

    static CallRefused malformed() {
        return new CallRefused(Refusal.malformed("body_malformed", null, "The request body is malformed"));
    }

    private static final class Checked implements HttpInputMessage {

        private final HttpHeaders headers;
        private final byte[] body;

        Checked(HttpHeaders headers, byte[] body) {
            this.headers = headers;
            this.body = body;
        }

        @Override
        public InputStream getBody() {
            return new ByteArrayInputStream(body);
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }
    }
}
