package dev.errand.authz.fetch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.util.Timeout;

/** One GET at a time, on a connection of its own, with nothing followed, kept, retried or unpacked. Thread-safe. */
final class BoundedHttp implements AutoCloseable {

    /** The most bytes of a body; one more is read to see that there is more. */
    static final int MAX_BYTES = 64 << 10;

    private static final int MAX_HEADERS = 64;
    private static final int MAX_LINE = 8 << 10;

    private final AddressGuard guard;
    private final CloseableHttpClient client;

    /**
     * @param patience how long a connection or one read may take; whoever calls bounds the whole
     */
    BoundedHttp(AddressGuard guard, Duration patience) {
        this.guard = guard;
        this.client = client(guard, Timeout.of(patience.toMillis(), TimeUnit.MILLISECONDS));
    }

    private static CloseableHttpClient client(AddressGuard guard, Timeout patience) {
        ConnectionConfig connection = ConnectionConfig.custom().setConnectTimeout(patience).setSocketTimeout(patience).build();
        Http1Config limits = Http1Config.custom().setMaxHeaderCount(MAX_HEADERS).setMaxLineLength(MAX_LINE).build();
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create().setDnsResolver(guard)
                        .setDefaultConnectionConfig(connection)
                        .setConnectionFactory(ManagedHttpClientConnectionFactory.builder().http1Config(limits).build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom().setConnectionRequestTimeout(patience)
                        .setResponseTimeout(patience).setProtocolUpgradeEnabled(false).build())
                // Without this one a proxy of the system's would look the name up again.
                .setRoutePlanner(new DefaultRoutePlanner(null))
                .setConnectionReuseStrategy((_, _, _) -> false)
                .setUserAgent("errand")
                .disableRedirectHandling().disableCookieManagement().disableAutomaticRetries().disableContentCompression()
                .disableAuthCaching().build();
    }

    /**
     * The body of what the address answers with.
     *
     * @param address a resource indicator, or one with the well-known path in it
     * @param types the media types that the body may have
     * @param deadline ends the request from outside, at any moment
     */
    String get(String address, Set<String> types, Deadline deadline) throws FetchRefused {
        HttpGet request = new HttpGet(guard.admit(address));
        request.setHeader("Accept", String.join(", ", types));
        deadline.ends(request);
        try (ClassicHttpResponse response = client.executeOpen(null, request, null)) {
            try {
                return text(response, types);
            } finally {
                // Closing alone would read to the end, however far that is.
                request.cancel();
            }
        } catch (AddressNotPublic e) {
            throw new FetchRefused(FetchProblem.ADDRESS_NOT_PUBLIC);
        } catch (CharacterCodingException e) {
            throw new FetchRefused(FetchProblem.METADATA_MALFORMED);
        } catch (IOException e) {
            throw new FetchRefused(FetchProblem.METADATA_UNREACHABLE);
        }
    }

    private static String text(ClassicHttpResponse response, Set<String> types) throws IOException, FetchRefused {
        if (response.getCode() != 200) {
            throw new FetchRefused(FetchProblem.METADATA_UNREACHABLE);
        }
        HttpEntity entity = response.getEntity();
        ContentType type = entity == null ? null : ContentType.parseLenient(entity.getContentType());
        if (entity == null || type == null || !types.contains(type.getMimeType()) || entity.getContentEncoding() != null) {
            throw new FetchRefused(FetchProblem.METADATA_MALFORMED);
        }
        byte[] body = entity.getContent().readNBytes(MAX_BYTES + 1);
        if (body.length > MAX_BYTES) {
            throw new FetchRefused(FetchProblem.METADATA_MALFORMED);
        }
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
