package dev.errand.authz.outage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A network between the server and its database that a test cuts, holds up, and mends. */
final class FaultyProxy implements AutoCloseable {

    private enum State {
        OPEN, CUT, HELD, SLOW
    }

    private final ServerSocket listener;
    private final int target;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private State state = State.OPEN;
    private Duration delay = Duration.ZERO;

    FaultyProxy(int target) {
        this.target = target;
        try {
            this.listener = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Ends every connection, and every new one at once: a database that is gone. */
    void cut() {
        become(State.CUT);
        closeAll();
    }

    /** Lets nothing through in either direction, and ends nothing: a database that does not answer. */
    void hold() {
        become(State.HELD);
    }

    /** Lets everything through, but late. */
    void slow(Duration delay) {
        lock.lock();
        try {
            this.delay = delay;
            become(State.SLOW);
        } finally {
            lock.unlock();
        }
    }

    /** Lets through what was held up and what comes. */
    void mend() {
        become(State.OPEN);
    }

    private void become(State next) {
        lock.lock();
        try {
            state = next;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.addAll(List.of(client, server));
                if (isCut()) {
                    closeAll();
                } else {
                    Thread.ofVirtual().start(() -> pump(client, server));
                    Thread.ofVirtual().start(() -> pump(server, client));
                }
            }
        } catch (IOException ended) {
            closeAll();
        }
    }

    private void pump(Socket from, Socket to) {
        try (from; to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                awaitPassage();
                out.write(buffer, 0, n);
            }
        } catch (IOException ended) {
            // Either end is gone; both are closed.
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitPassage() throws InterruptedException {
        lock.lock();
        try {
            long left = delay.toNanos();
            while (state == State.HELD || (state == State.SLOW && left > 0)) {
                left = Math.min(left, changed.awaitNanos(state == State.SLOW ? left : Long.MAX_VALUE));
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isCut() {
        lock.lock();
        try {
            return state == State.CUT;
        } finally {
            lock.unlock();
        }
    }

    private void closeAll() {
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException alreadyClosed) {
                // As wanted.
            }
        }
        sockets.clear();
    }

    @Override
    public void close() {
        cut();
        try {
            listener.close();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }
}
