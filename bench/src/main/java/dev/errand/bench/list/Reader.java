package dev.errand.bench.list;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An administrator who is logged in and reads pages over one connection. */
final class Reader {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final URI site;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(new CookieManager()).followRedirects(HttpClient.Redirect.NEVER).build();

    private Reader(URI site) {
        this.site = site;
    }

    static Reader loggedIn(ListServer server) {
        Reader reader = new Reader(server.site());
        Matcher csrf = CSRF.matcher(reader.send(HttpRequest.newBuilder(server.site().resolve("/login")).build()).body());
        if (!csrf.find()) {
            throw new IllegalStateException("the login page has no token");
        }
        String form = "username=" + ListServer.USERNAME + "&password=" + ListServer.PASSWORD + "&_csrf="
                + URLEncoder.encode(csrf.group(1), StandardCharsets.UTF_8);
        reader.send(HttpRequest.newBuilder(server.site().resolve("/login"))
                .header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(form)).build());
        return reader;
    }

    /** Reads the whole page. @throws IllegalStateException if there is none */
    void read(String path) {
        HttpResponse<String> response = send(HttpRequest.newBuilder(this.site.resolve(path)).build());
        if (response.statusCode() != 200) {
            throw new IllegalStateException(path + " answered " + response.statusCode());
        }
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return this.http.send(request, BodyHandlers.ofString());
        } catch (IOException ex) {
            throw new IllegalStateException(ex);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
    }
}
