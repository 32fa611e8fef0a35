package dev.errand.dpop.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.regex.Pattern;

import com.nimbusds.jose.util.JSONObjectUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpResponse;

/**
 * Whether an answer asks for a nonce: 401 with the error in a DPoP challenge (RFC 9449 §9), or 400 with the error in
 * the JSON body (§8).
 *
 * @param present whether it does
 * @param response the answer, of which nothing is lost
 */
record NonceChallenge(boolean present, ClientHttpResponse response) {

    private static final String ERROR = "use_dpop_nonce";
    private static final Pattern CHALLENGE = Pattern
            .compile("(?i)(?:^|[\\s,])DPoP\\s(?:.*[\\s,])?error\\s*=\\s*\"?" + ERROR + "\"?(?:$|[\\s,].*)");
    private static final int MAX_ERROR_LENGTH = 16 * 1024;

    static NonceChallenge in(ClientHttpResponse response) throws IOException {
        HttpHeaders headers = response.getHeaders();
        int status = response.getStatusCode().value();
        if ((status != 400 && status != 401) || headers.getFirst(ServerNonces.HEADER) == null) {
            return new NonceChallenge(false, response);
        }
        if (headers.getOrEmpty(HttpHeaders.WWW_AUTHENTICATE).stream()
                .anyMatch(value -> CHALLENGE.matcher(value).find())) {
            return new NonceChallenge(true, response);
        }
        return inBody(response);
    }

    private static NonceChallenge inBody(ClientHttpResponse response) throws IOException {
        InputStream rest = response.getBody();
        byte[] start = rest.readNBytes(MAX_ERROR_LENGTH);
        InputStream whole = new SequenceInputStream(new ByteArrayInputStream(start), rest);
        return new NonceChallenge(hasError(start), new ReadAgain(response, whole));
    }

    private static boolean hasError(byte[] body) {
        try {
            return ERROR.equals(JSONObjectUtils.parse(new String(body, StandardCharsets.UTF_8)).get("error"));
        } catch (ParseException notJson) {
            return false;
        }
    }

    /** An answer with a body that was looked at. */
    private record ReadAgain(ClientHttpResponse response, InputStream body) implements ClientHttpResponse {

        @Override
        public InputStream getBody() {
            return body;
        }

        @Override
        public HttpHeaders getHeaders() {
            return response.getHeaders();
        }

        @Override
        public HttpStatusCode getStatusCode() throws IOException {
            return response.getStatusCode();
        }

        @Override
        public String getStatusText() throws IOException {
            return response.getStatusText();
        }

        @Override
        public void close() {
            response.close();
        }
    }
}
