package dev.errand.sample.agent.check;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** A small site of one page that is as it should be, and of pages that each have one thing wrong with them. */
final class PlantedPages implements AutoCloseable {

    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " frame-ancestors 'none'; base-uri 'none'";

    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Page</title>
            <link rel="stylesheet" href="/page.css"><link rel="icon" href="/pixel.svg"></head>
            <body><main><h1>Heading</h1><p>Text</p>%s</main></body></html>
            """;

    private final HttpServer server;

    PlantedPages() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        // Chromium opens connections ahead of need; one thread would wait for the first of them.
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        for (Planted planted : Planted.values()) {
            page(planted.path(), planted.header(), planted.of(PAGE).replace("{elsewhere}", elsewhere()));
        }
        file("/page.css", "text/css", "@keyframes turn { to { rotate: 1turn } } .turning { animation: turn 1s infinite }"
                + " .wide { width: 2000px; height: 1px }");
        file("/pixel.svg", "image/svg+xml", "<svg xmlns='http://www.w3.org/2000/svg'/>");
        file("/script.js", "text/javascript", "throw new Error('broken');");
        server.start();
    }

    URI site() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Another origin, the same server. */
    private String elsewhere() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private void page(String path, String policy, String body) {
        server.createContext(path, exchange -> {
            exchange.getResponseHeaders().set("Content-Security-Policy", policy);
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            answer(exchange, "text/html", body);
        });
    }

    private void file(String path, String type, String body) {
        server.createContext(path, exchange -> answer(exchange, type, body));
    }

    private static void answer(HttpExchange exchange, String type, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        try (OutputStream out = exchange.getResponseBody()) {
            exchange.sendResponseHeaders(200, bytes.length);
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

}
