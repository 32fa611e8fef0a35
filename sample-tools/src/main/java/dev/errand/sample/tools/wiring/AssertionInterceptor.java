package dev.errand.sample.tools.wiring;

import java.io.IOException;
import java.util.function.Supplier;

import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/** Sends a fresh assertion of who the tool is with each request, as a DPoP-bound token. */
final class AssertionInterceptor implements ClientHttpRequestInterceptor {

    private final Supplier<String> assertions;

    AssertionInterceptor(Supplier<String> assertions) {
        this.assertions = assertions;
    }

    @Override
    public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
            throws IOException {
        request.getHeaders().set("Authorization", "DPoP " + assertions.get());
        return execution.execute(request, body);
    }
}
