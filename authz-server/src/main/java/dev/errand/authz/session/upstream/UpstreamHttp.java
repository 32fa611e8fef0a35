package dev.errand.authz.session.upstream;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.InterceptingClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * Requests to providers: nothing is followed, and all that one answer of ours waits for has one deadline, however many
 * requests that takes, however slowly the bytes come, and how many there are. Thread-safe.
 */
public final class UpstreamHttp implements AutoCloseable {

    private static final int MAX_BYTES = 256 << 10;

    private final Duration patience;
    private final ClientHttpRequestFactory requests;
    private final RestClient client;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** @param patience for everything that is asked on behalf of one answer */
    public UpstreamHttp(Duration patience) {
        this.patience = patience;
        JdkClientHttpRequestFactory factory = new JdkClientHttpRequestFactory(HttpClient.newBuilder().connectTimeout(patience)
                .followRedirects(HttpClient.Redirect.NEVER).build());
        factory.setReadTimeout(patience);
        this.requests = new InterceptingClientHttpRequestFactory(factory, List.of(new BoundedAnswers(MAX_BYTES)));
        this.client = RestClient.builder().requestFactory(requests).build();
    }

    /** How long one answer may wait. */
    public Duration patience() {
        return patience;
    }

    /** Makes requests under the same bounds, one by one; only {@link #within} bounds them together. */
    public ClientHttpRequestFactory requests() {
        return requests;
    }

    /**
     * Asks, and waits no longer than the deadline.
     *
     * @throws UpstreamUnavailable if there is no answer by then, or what is asked throws it or cannot be reached
     */
    public <T> T within(Callable<T> asking) throws UpstreamUnavailable {
        return within(patience, asking);
    }

    /** Likewise where whoever waits may wait for longer. */
    public <T> T within(Duration deadline, Callable<T> asking) throws UpstreamUnavailable {
        Future<T> answer = threads.submit(asking);
        try {
            return answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException ex) {
            throw new UpstreamUnavailable("no answer in time");
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new UpstreamUnavailable("interrupted");
        } catch (ExecutionException ex) {
            throw unavailable(Objects.requireNonNull(ex.getCause()));
        } finally {
            answer.cancel(true);
        }
    }

    private static UpstreamUnavailable unavailable(Throwable cause) {
        return switch (cause) {
            case UpstreamUnavailable known -> known;
            case RestClientException ex -> new UpstreamUnavailable("no answer that can be read", ex);
            case RuntimeException ours -> throw ours;
            default -> new UpstreamUnavailable("no answer", cause);
        };
    }

    /** The body of what the address answers with, if that is a success. */
    String get(URI address) throws UpstreamUnavailable {
        try {
            return client.get().uri(address).header("Accept", "application/json, application/jwk-set+json")
                    .exchangeForRequiredValue((_, response) -> text(response));
        } catch (RestClientException ex) {
            throw new UpstreamUnavailable("no answer of status 200 and of a size that is read", ex);
        }
    }

    private static String text(ClientHttpResponse response) throws IOException {
        if (response.getStatusCode().value() != 200) {
            throw new IOException("status " + response.getStatusCode().value());
        }
        return new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
