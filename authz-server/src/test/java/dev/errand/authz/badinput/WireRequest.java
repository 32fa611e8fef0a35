package dev.errand.authz.badinput;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * An HTTP/1.1 request, byte for byte: no client library stands between a test and what it wants to send. Texts of
 * target, headers and body are sent as ISO 8859-1. {@code Host} and the framing of the body are added where the headers do
 * not have them.
 */
record WireRequest(String method, String target, String version, List<Header> headers, String body, boolean chunked) {

    private static final String FORM = "application/x-www-form-urlencoded";

    record Header(String name, String value) {}

    static WireRequest of(String method, String target) {
        return new WireRequest(method, target, "HTTP/1.1", List.of(), "", false);
    }

    WireRequest method(String other) {
        return new WireRequest(other, target, version, headers, body, chunked);
    }

    WireRequest target(String other) {
        return new WireRequest(method, other, version, headers, body, chunked);
    }

    WireRequest version(String other) {
        return new WireRequest(method, target, other, headers, body, chunked);
    }

    WireRequest plus(String name, String value) {
        List<Header> more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new WireRequest(method, target, version, List.copyOf(more), body, chunked);
    }

    WireRequest without(String name) {
        return new WireRequest(method, target, version,
                headers.stream().filter(Predicate.not(header -> header.name().equalsIgnoreCase(name))).toList(), body,
                chunked);
    }

    WireRequest header(String name, String value) {
        return without(name).plus(name, value);
    }

    /** The body's bytes, as ISO 8859-1. */
    WireRequest body(String bytes) {
        return new WireRequest(method, target, version, headers, bytes, chunked);
    }

    WireRequest body(String contentType, String text, Charset charset) {
        return header("Content-Type", contentType)
                .body(new String(text.getBytes(charset), StandardCharsets.ISO_8859_1));
    }

    WireRequest form(String text) {
        return body(FORM, text, StandardCharsets.UTF_8);
    }

    WireRequest json(String text) {
        return body("application/json", text, StandardCharsets.UTF_8);
    }

    /** The body in chunks, its length told to nobody beforehand. */
    WireRequest inChunks() {
        return new WireRequest(method, target, version, headers, body, true);
    }

    /** More of the query string, raw. */
    WireRequest query(String more) {
        return target(target + (target.contains("?") ? "&" : "?") + more);
    }

    String text() {
        return new String(content(), StandardCharsets.UTF_8);
    }

    private byte[] content() {
        return body.getBytes(StandardCharsets.ISO_8859_1);
    }

    byte[] bytes() {
        StringBuilder head = new StringBuilder(method + " " + target + (version.isEmpty() ? "" : " " + version) + "\r\n");
        if (!has("host")) {
            head.append("Host: localhost\r\n");
        }
        headers.forEach(header -> head.append(header.name()).append(": ").append(header.value()).append("\r\n"));
        if (chunked) {
            head.append("Transfer-Encoding: chunked\r\n");
        } else if (!body.isEmpty() && !has("content-length") && !has("transfer-encoding")) {
            head.append("Content-Length: ").append(body.length()).append("\r\n");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        if (chunked) {
            writeChunks(bytes);
        } else {
            bytes.writeBytes(content());
        }
        return bytes.toByteArray();
    }

    private boolean has(String name) {
        return headers.stream().anyMatch(header -> header.name().toLowerCase(Locale.ROOT).equals(name));
    }

    private void writeChunks(ByteArrayOutputStream bytes) {
        byte[] content = content();
        int size = 4096;
        for (int from = 0; from < content.length; from += size) {
            int length = Math.min(size, content.length - from);
            bytes.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            bytes.write(content, from, length);
            bytes.writeBytes("\r\n".getBytes(StandardCharsets.ISO_8859_1));
        }
        bytes.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
    }
}
