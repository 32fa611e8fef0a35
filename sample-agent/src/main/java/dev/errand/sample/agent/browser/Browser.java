package dev.errand.sample.agent.browser;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

import org.jsoup.Jsoup;

/**
 * A browser at one site, with a cookie jar of its own. It follows the site's redirects by hand and stops where one leaves
 * the site. Not thread-safe, like the person before it.
 */
public final class Browser {

    private static final int MOST_REDIRECTS = 12;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final URI site;
    private final HttpClient http;

    public Browser(URI site) {
        this.site = site;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(PATIENCE)
                .build();
    }

    /** Opens an address and follows where it leads. */
    public Landing open(URI uri) {
        return follow(send(request(uri).GET().build()));
    }

    /** Opens a path of the site. */
    public Landing open(String path) {
        return open(site.resolve(path));
    }

    /** Sends a form by POST and follows where it leads. */
    public Landing submit(Form form) {
        HttpRequest post = request(form.action())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", site.toString())
                .POST(BodyPublishers.ofString(form.encoded()))
                .build();
        return follow(send(post));
    }

    /** Fetches a resource of the site's API with the browser's cookies, as it is. */
    public HttpResponse<String> fetch(URI uri) {
        return send(request(uri).setHeader("Accept", "application/json").GET().build());
    }

    private Landing follow(HttpResponse<String> first) {
        HttpResponse<String> response = first;
        for (int hops = 0; hops < MOST_REDIRECTS; hops++) {
            if (response.statusCode() / 100 != 3) {
                return new Landing.Page(response.uri(), response.statusCode(), Jsoup.parse(response.body()));
            }
            URI next = response.uri().resolve(response.headers().firstValue("Location").orElse(""));
            if (!ofSite(next)) {
                return new Landing.Left(next);
            }
            response = send(request(next).GET().build());
        }
        throw new IllegalStateException("More than " + MOST_REDIRECTS + " redirects, the last to " + response.uri().getPath());
    }

    private boolean ofSite(URI uri) {
        return site.getScheme().equals(uri.getScheme()) && site.getRawAuthority().equals(uri.getRawAuthority());
    }

    private static HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri).timeout(PATIENCE).header("Accept", "text/html");
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException("No answer from " + request.uri().getPath(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

}
