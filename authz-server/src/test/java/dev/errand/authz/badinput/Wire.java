package dev.errand.authz.badinput;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One connection to the server, opened anew whenever the server closed it. Not thread-safe. */
final class Wire implements AutoCloseable {

    private static final int PATIENCE = 30_000;

    private final int port;
    private Socket socket = new Socket();
    private InputStream in = InputStream.nullInputStream();
    private boolean open;

    Wire(int port) {
        this.port = port;
    }

    /** Sends the request, all of it, and reads the answer. */
    WireReply send(WireRequest request) {
        boolean reused = open;
        WireReply reply = exchange(request);
        // A connection that had been kept may have been closed under us: then nobody saw the request.
        return reply.status() == 0 && reused ? exchange(request) : reply;
    }

    private WireReply exchange(WireRequest request) {
        try {
            connect();
            write(request);
            WireReply reply = read(request.method());
            if (!open || reply.header("Connection").equalsIgnoreCase("close") || reply.status() == 0) {
                close();
            }
            return reply;
        } catch (SocketTimeoutException ex) {
            throw new UncheckedIOException("no answer to " + request.method() + " " + request.target(), ex);
        } catch (IOException ex) {
            close();
            return WireReply.CUT;
        }
    }

    private void connect() throws IOException {
        if (!open) {
            socket = new Socket(InetAddress.getByName("localhost"), port);
            socket.setSoTimeout(PATIENCE);
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream());
            open = true;
        }
    }

    /** A server that has heard enough may close its side before all is written; its answer is there all the same. */
    private void write(WireRequest request) {
        try {
            socket.getOutputStream().write(request.bytes());
        } catch (IOException ex) {
            open = false;
        }
    }

    private WireReply read(String method) throws IOException {
        String line = line();
        while (line.startsWith("HTTP/1.1 1")) {
            headers();
            line = line();
        }
        if (!line.startsWith("HTTP/1.1 ")) {
            close();
            return WireReply.CUT;
        }
        int status = Integer.parseInt(line.substring(9, 12));
        WireReply head = new WireReply(status, headers(), "");
        boolean none = method.equals("HEAD") || status == 204 || status == 304;
        return none ? head : new WireReply(status, head.headers(), new String(body(head), StandardCharsets.UTF_8));
    }

    private List<WireRequest.Header> headers() throws IOException {
        List<WireRequest.Header> headers = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.add(new WireRequest.Header(line.substring(0, colon), line.substring(colon + 1).strip()));
        }
        return headers;
    }

    private byte[] body(WireReply head) throws IOException {
        if (head.header("Transfer-Encoding").equalsIgnoreCase("chunked")) {
            return chunks();
        }
        String length = head.header("Content-Length");
        if (length.isEmpty()) {
            open = false;
            return in.readAllBytes();
        }
        return in.readNBytes(Integer.parseInt(length));
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            all.writeBytes(in.readNBytes(size));
            line();
        }
        line();
        return all.toByteArray();
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.ISO_8859_1).strip();
    }

    @Override
    public void close() {
        open = false;
        try {
            socket.close();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }
}
