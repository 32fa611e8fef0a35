package dev.errand.dpop.client;

import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/**
 * Adds a DPoP proof to every request, with {@code ath} if the request has {@code Authorization: DPoP …}, and remembers
 * each server's last nonce (<a href="https://www.rfc-editor.org/rfc/rfc9449#section-8">RFC 9449 §8, §9</a>). A request
 * that is refused with {@code use_dpop_nonce} is sent once more, the same but for a fresh proof.
 *
 * <p>
 * Make it the last interceptor, and let the HTTP client follow no redirects: a proof is for one URL. Thread-safe.
 */
public final class DPoPInterceptor implements ClientHttpRequestInterceptor {

    private static final String PROOF = "DPoP";
    private static final String SCHEME = "DPoP ";

    private final DPoPKey key;
    private final InstantSource clock;
    private final FreshIds ids;
    private final ServerNonces nonces = new ServerNonces();

    public DPoPInterceptor(DPoPKey key, InstantSource clock) {
        this(key, clock, new SecureRandom());
    }

    /** @param random the source of the proofs' {@code jti} */
    public DPoPInterceptor(DPoPKey key, InstantSource clock, SecureRandom random) {
        this.key = key;
        this.clock = clock;
        this.ids = new FreshIds(random);
    }

    @Override
    public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
            throws IOException {
        ClientHttpResponse response = send(request, body, execution);
        NonceChallenge challenge = NonceChallenge.in(response);
        if (!challenge.present()) {
            return challenge.response();
        }
        challenge.response().close();
        return send(request, body, execution);
    }

    private ClientHttpResponse send(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
            throws IOException {
        URI uri = request.getURI();
        request.getHeaders().set(PROOF, key.proof(request.getMethod().name(), uri.toString(), accessToken(request),
                nonces.of(uri), clock.instant(), ids.next()));
        ClientHttpResponse response = execution.execute(request, body);
        nonces.remember(uri, response.getHeaders());
        return response;
    }

    private static @Nullable String accessToken(HttpRequest request) {
        String authorization = request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
        return authorization != null && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? authorization.substring(SCHEME.length()).strip()
                : null;
    }
}
