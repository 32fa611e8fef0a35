package dev.errand.authz.ending.feed;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.errand.authz.running.RunningServer;
import dev.errand.authz.running.ToolClient;

import static org.assertj.core.api.Assertions.assertThat;

/** A tool that listens to its feed. */
final class Subscription implements AutoCloseable {

    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpResponse<Stream<String>> response;
    private final Iterator<String> lines;

    /** One event. */
    record Event(String name, String id, JsonNode data) {}

    Subscription(RunningServer server, ToolClient tool, Map<String, String> more) throws Exception {
        HttpRequest.Builder request = HttpRequest
                .newBuilder(URI.create("http://localhost:" + server.port() + "/revocations"));
        tool.headers("GET", "/revocations").forEach(request::header);
        more.forEach(request::header);
        this.response = http.send(request.header("Accept", "text/event-stream").build(), HttpResponse.BodyHandlers.ofLines());
        this.lines = response.body().iterator();
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValueSatisfying(
                type -> assertThat(type).startsWith("text/event-stream"));
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
    }

    /** Waits for the next event. */
    Event next() {
        String name = "";
        String id = "";
        String data = "";
        for (String line = lines.next(); !line.isEmpty(); line = lines.next()) {
            String value = line.substring(line.indexOf(':') + 1).strip();
            switch (line.substring(0, line.indexOf(':'))) {
                case "event" -> name = value;
                case "id" -> id = value;
                case "data" -> data = value;
                default -> throw new AssertionError(line);
            }
        }
        return new Event(name, id, JsonMapper.shared().readTree(data));
    }

    /** Waits for the next event that tells of something. */
    Event nextNews() {
        Event event = next();
        while (event.data().path("revoked").isEmpty()) {
            event = next();
        }
        return event;
    }

    /** Waits for the end of the connection. */
    void awaitEnd() {
        while (lines.hasNext()) {
            lines.next();
        }
    }

    /** Not politely, which would wait for the end of the answer. */
    @Override
    public void close() {
        http.shutdownNow();
    }
}
