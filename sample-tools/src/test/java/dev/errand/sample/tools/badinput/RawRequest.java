package dev.errand.sample.tools.badinput;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request as it is sent, byte for byte: no client library stands between a test and what it wants to send. Every text
 * is sent as ISO 8859-1, each request on a connection of its own.
 */
public record RawRequest(String method, String target, Map<String, String> headers, String body) {

    private static final int PATIENCE = 30_000;

    /** An answer; status 0 where the server closed the connection instead of one. */
    public record Answer(int status, String head, String body) {}

    RawRequest withMethod(String other) {
        return new RawRequest(other, target, headers, body);
    }

    RawRequest withTarget(String other) {
        return new RawRequest(method, other, headers, body);
    }

    RawRequest withBody(String bytes) {
        return new RawRequest(method, target, headers, bytes);
    }

    RawRequest withHeader(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(headers);
        changed.put(name, value);
        return new RawRequest(method, target, changed, body);
    }

    RawRequest withoutHeader(String name) {
        Map<String, String> changed = new LinkedHashMap<>(headers);
        changed.remove(name);
        return new RawRequest(method, target, changed, body);
    }

    public Answer send(int port) {
        try (Socket socket = new Socket(InetAddress.getByName("localhost"), port)) {
            socket.setSoTimeout(PATIENCE);
            socket.getOutputStream().write(text().getBytes(StandardCharsets.ISO_8859_1));
            return answer(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + target, e);
        }
    }

    private String text() {
        StringBuilder text = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
        headers.forEach((name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
        if (headers.containsKey("Transfer-Encoding")) {
            return text + "\r\n" + Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";
        }
        return text + (body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n") + "\r\n" + body;
    }

    private static Answer answer(String text) {
        int end = text.indexOf("\r\n\r\n");
        return text.startsWith("HTTP/1.1 ") && end > 0
                ? new Answer(Integer.parseInt(text.substring(9, 12)), text.substring(0, end), text.substring(end + 4))
                : new Answer(0, "", text);
    }
}
