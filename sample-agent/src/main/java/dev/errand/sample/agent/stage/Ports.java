package dev.errand.sample.agent.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Free ports of the loopback interface, told apart by being held open together until all are known. */
record Ports(int server, int orders, int refunds) {

    static Ports free() {
        try (ServerSocket server = any(); ServerSocket orders = any(); ServerSocket refunds = any()) {
            return new Ports(server.getLocalPort(), orders.getLocalPort(), refunds.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ServerSocket any() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

}
