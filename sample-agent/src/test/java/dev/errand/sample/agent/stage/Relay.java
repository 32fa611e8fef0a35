package dev.errand.sample.agent.stage;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** One address for several nodes: each connection goes to the next of them, and stays there. */
final class Relay implements Closeable {

    private static final int MOST_WAITING = 256;

    private final ServerSocket door;
    private final List<Integer> nodes;
    private final AtomicInteger turn = new AtomicInteger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * Opens the door.
     *
     * @param port the port of the one address
     * @param nodes the ports of the nodes, all on the loopback interface
     */
    Relay(int port, List<Integer> nodes) {
        this.nodes = nodes;
        try {
            this.door = new ServerSocket(port, MOST_WAITING, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket caller = door.accept();
                threads.execute(() -> serve(caller));
            } catch (IOException closed) {
                return;
            }
        }
    }

    /** Whoever finds no node finds a connection that closes. */
    private void serve(Socket caller) {
        try (caller; Socket node = new Socket()) {
            int next = nodes.get(Math.floorMod(turn.getAndIncrement(), nodes.size()));
            node.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), next));
            threads.execute(() -> copy(caller, node));
            copy(node, caller);
        } catch (IOException gone) {
            // The caller sees it too.
        }
    }

    /** Passes on what comes, and at its end the end. */
    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException gone) {
            // One side has closed the connection; the other learns it from the other direction.
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }

}
