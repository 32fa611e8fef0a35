package dev.errand.toolscope.alive;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.client.RestClient;

/**
 * Requests to the issuer that are over within a time in total, nonces, redials and the last byte of the answer included,
 * whatever the client's own timeouts are. Thread-safe.
 */
public final class TimedRequests implements AutoCloseable {

    /** The most bytes of an answer. */
    static final int MOST_BYTES = 4 << 20;

    private static final System.Logger LOG = System.getLogger(TimedRequests.class.getName());
    private static final int OK = 200;

    private final RestClient client;
    private final Duration within;
    private final ExecutorService threads = Executors
            .newThreadPerTaskExecutor(Thread.ofVirtual().name("errand-alive-", 0).factory());

    /**
     * To one issuer.
     *
     * @param client authenticates each request as this tool, and follows no redirects
     * @param within how long a request may take
     */
    public TimedRequests(RestClient client, Duration within) {
        this.client = client;
        this.within = within;
    }

    /** What came of a request. */
    sealed interface Reply {

        /** The body of an answer with status 200. */
        record Body(String text) implements Reply {}

        /** Another status. */
        record Status(int code) implements Reply {}

        /** No answer, not all of it in time, or one that is too long or no UTF-8. */
        record Nothing() implements Reply {}
    }

    Reply get(URI uri) {
        return inTime(() -> client.get().uri(uri).accept(MediaType.APPLICATION_JSON)
                .exchangeForRequiredValue((request, response) -> reply(response)));
    }

    Reply post(URI uri, Map<String, String> form) {
        LinkedMultiValueMap<String, String> body = new LinkedMultiValueMap<>();
        body.setAll(form);
        return inTime(() -> client.post().uri(uri).contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .accept(MediaType.APPLICATION_JSON).body(body)
                .exchangeForRequiredValue((request, response) -> reply(response)));
    }

    private static Reply reply(ClientHttpResponse response) throws IOException {
        int status = response.getStatusCode().value();
        if (status != OK) {
            return new Reply.Status(status);
        }
        byte[] body = response.getBody().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            return new Reply.Nothing();
        }
        try {
            return new Reply.Body(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
        } catch (CharacterCodingException e) {
            return new Reply.Nothing();
        }
    }

    private Reply inTime(Callable<Reply> request) {
        Future<Reply> reply;
        try {
            reply = threads.submit(request);
        } catch (RejectedExecutionException closed) {
            return new Reply.Nothing();
        }
        try {
            return reply.get(within.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return new Reply.Nothing();
        } catch (ExecutionException e) {
            LOG.log(System.Logger.Level.DEBUG, "no answer from the issuer: {0}", className(e.getCause()));
            return new Reply.Nothing();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Reply.Nothing();
        } finally {
            reply.cancel(true);
        }
    }

    /** Messages may quote what was sent. */
    private static String className(@Nullable Throwable cause) {
        return cause == null ? "" : cause.getClass().getSimpleName();
    }

    /** Interrupts what is still under way. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
