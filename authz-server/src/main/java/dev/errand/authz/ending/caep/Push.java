package dev.errand.authz.ending.caep;

import java.io.IOException;
import java.io.Serial;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import dev.errand.authz.mint.Minted;

/**
 * Pushes one security event token to its receiver (RFC 8935 §2). What can be over in a moment is tried three times in a
 * row. Thread-safe.
 */
@Component
final class Push {

    private static final Logger LOG = LoggerFactory.getLogger(Push.class);

    private static final MediaType SECEVENT = MediaType.parseMediaType("application/secevent+jwt");
    private static final Pattern ERROR = Pattern.compile("[A-Za-z0-9_.:/-]{1,100}");
    private static final int MAX_ANSWER = 8 * 1024;

    private final RestClient http;
    private final JsonMapper json;
    private final RetryTemplate inARow;

    Push(JsonMapper json) {
        this.http = RestClient.builder().requestFactory(requests()).build();
        this.json = json;
        this.inARow = new RetryTemplate(RetryPolicy.builder().includes(Unavailable.class).maxRetries(2)
                .delay(Duration.ofMillis(200)).multiplier(2).build());
    }

    private static JdkClientHttpRequestFactory requests() {
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(2)).followRedirects(HttpClient.Redirect.NEVER).build());
        requests.setReadTimeout(Duration.ofSeconds(3));
        return requests;
    }

    /** What became of it. */
    sealed interface Outcome {

        /** The receiver has it. */
        record Delivered() implements Outcome {}

        /** The receiver says that it will never take it (RFC 8935 §2.3). */
        record Refused(String error) implements Outcome {}

        /** Later, perhaps. The problem is in words of our own, 200 characters at most. */
        record NotNow(String problem) implements Outcome {}
    }

    /** The receiver did not answer, or not to the purpose. */
    private static final class Unavailable extends RuntimeException {

        @Serial
        private static final long serialVersionUID = 1L;

        private final String problem;

        /** @param problem words of our own */
        Unavailable(String problem) {
            super(problem);
            this.problem = problem;
        }

        String problem() {
            return problem;
        }
    }

    Outcome send(Minted token, CaepReceiver receiver) {
        try {
            return inARow.execute(() -> once(token, receiver));
        } catch (RetryException ex) {
            return new Outcome.NotNow(ex.getLastException() instanceof Unavailable known ? known.problem() : other(ex));
        }
    }

    /** Not the message of it: whoever wrote that did not know that it is kept, and may quote a header. */
    private static String other(RetryException ex) {
        LOG.warn("A security event could not be sent: {}", ex.getLastException().getClass().getName());
        return "not_sent";
    }

    private Outcome once(Minted token, CaepReceiver receiver) {
        try {
            return http.post().uri(receiver.url()).contentType(SECEVENT).accept(MediaType.APPLICATION_JSON)
                    .headers(headers -> authorize(headers, receiver)).body(token.token())
                    .exchangeForRequiredValue((_, response) -> outcome(response));
        } catch (ResourceAccessException ex) {
            // Not the message: it may quote the address with what is in it.
            throw new Unavailable("unreachable");
        }
    }

    private static void authorize(HttpHeaders headers, CaepReceiver receiver) {
        String token = receiver.bearerToken();
        if (token != null) {
            headers.setBearerAuth(token);
        }
    }

    private Outcome outcome(ClientHttpResponse response) throws IOException {
        HttpStatusCode status = response.getStatusCode();
        if (status.is2xxSuccessful()) {
            return new Outcome.Delivered();
        }
        if (status.value() == 400) {
            return new Outcome.Refused(error(response.getBody().readNBytes(MAX_ANSWER)));
        }
        throw new Unavailable("status " + status.value());
    }

    /** The code of RFC 8935 §2.4, if there is one. */
    private String error(byte[] body) {
        try {
            String code = json.readTree(new String(body, StandardCharsets.UTF_8)).path("err").asString("");
            return ERROR.matcher(code).matches() ? code : "no_code";
        } catch (JacksonException ex) {
            return "no_code";
        }
    }
}
