package dev.errand.authz.ending.feed;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * A connection over which a tool hears of its feed as server-sent events (HTML standard, §9.2): each change, and at
 * least once a second that there was none. Each event is written by a thread of its own, so that a slow reader keeps
 * nobody waiting; while one is being written no other is made.
 */
final class FeedStream implements Watcher {

    private static final long HEARTBEAT = Duration.ofMillis(700).toNanos();

    private final String tool;
    private final SseEmitter emitter;
    private final Instant until;
    private final Supplier<String> keys;
    private final String keysAtFirst;
    private final LongSupplier nanoTicker;
    private final AtomicBoolean writing = new AtomicBoolean();
    private volatile boolean gone;
    private volatile String revision = "";
    private volatile long position;
    private volatile long lastWritten;

    /**
     * @param until when the tool may listen no longer
     * @param keys the tool's keys as they are registered: whoever takes them away wants the tool out
     */
    FeedStream(String tool, SseEmitter emitter, Instant until, Supplier<String> keys, LongSupplier nanoTicker) {
        this.tool = tool;
        this.emitter = emitter;
        this.until = until;
        this.keys = keys;
        this.keysAtFirst = keys.get();
        this.nanoTicker = nanoTicker;
    }

    /** Writes the first event, of which the caller knows already. */
    void begin(FeedPage page) {
        news(page);
    }

    @Override
    public String tool() {
        return tool;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public boolean news(FeedPage page) {
        if (!page.asOf().isBefore(until)) {
            close();
            return false;
        }
        write(page);
        return !gone;
    }

    @Override
    public boolean quiet(Instant asOf) {
        if (!asOf.isBefore(until)) {
            close();
            return false;
        }
        if (nanoTicker.getAsLong() - lastWritten >= HEARTBEAT) {
            write(FeedPage.quiet(position, asOf));
        }
        return !gone;
    }

    private void write(FeedPage page) {
        if (writing.compareAndSet(false, true)) {
            position = page.position();
            lastWritten = nanoTicker.getAsLong();
            Thread.ofVirtual().name("revocations").start(() -> send(page));
        }
    }

    private void send(FeedPage page) {
        try {
            emitter.send(SseEmitter.event().name("revocations").id(page.cursor()).data(page.json(),
                    MediaType.APPLICATION_JSON));
        } catch (IOException | IllegalStateException nobodyThere) {
            // The container notices too, and completes the request.
            gone = true;
        } finally {
            writing.set(false);
        }
    }

    /** Silence says that nothing is known, and the tool counts the seconds. */
    @Override
    public boolean failed() {
        return true;
    }

    @Override
    public boolean mayListen(String now) {
        if (now.equals(revision)) {
            return true;
        }
        revision = now;
        return keys.get().equals(keysAtFirst);
    }

    /** By a thread of its own too: it waits for an event that is being written, and so for the reader. */
    @Override
    public void close() {
        Thread.ofVirtual().name("revocations").start(emitter::complete);
    }
}
