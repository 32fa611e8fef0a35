package dev.errand.dpop.resourceserver;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends header lines exactly as told. */
final class ToolClient {

    private static final Pattern REASON = Pattern.compile("\"reason\":\"([a-z_]+)\"");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final int port;

    ToolClient(int port) {
        this.port = port;
    }

    HttpResponse<String> send(String method, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    static String reason(HttpResponse<String> response) {
        Matcher reason = REASON.matcher(response.body());
        return reason.find() ? reason.group(1) : "";
    }

    static String challenge(HttpResponse<String> response) {
        return response.headers().firstValue("WWW-Authenticate").orElse("");
    }

    static String nonce(HttpResponse<String> response) {
        return response.headers().firstValue("DPoP-Nonce").orElse("");
    }
}
