package dev.errand.authz.attack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpServer;

/** An address on the loopback that nobody may ask for anything, and that counts who does. */
final class Canary implements AutoCloseable {

    private final AtomicInteger calls = new AtomicInteger();
    private final HttpServer http;

    Canary() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", exchange -> {
            calls.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
        });
        http.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + http.getAddress().getPort() + path;
    }

    int calls() {
        return calls.get();
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
