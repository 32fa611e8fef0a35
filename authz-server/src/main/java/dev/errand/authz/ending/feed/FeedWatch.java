package dev.errand.authz.ending.feed;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import dev.errand.toolscope.registry.ToolScopes;

/**
 * Watches the feeds for all readers of this node that wait: one look at the database for all of them, four times a second and at
 * once after an ending on this node. Readers hold neither a thread nor a connection meanwhile. It stops before the
 * web server does, which waits for requests that are under way. Thread-safe.
 */
@Component
final class FeedWatch implements SmartLifecycle {

    static final Duration INTERVAL = Duration.ofMillis(250);

    private static final Logger LOG = LoggerFactory.getLogger(FeedWatch.class);

    private record Place(String tool, long position) {}

    private final RevocationFeed feed;
    private final ToolScopes registry;
    private final InstantSource clock;
    private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean woken = new AtomicBoolean();
    private final ScheduledExecutorService thread = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("revocation-feed").factory());
    private volatile boolean running;

    FeedWatch(RevocationFeed feed, ToolScopes registry, InstantSource clock) {
        this.feed = feed;
        this.registry = registry;
        this.clock = clock;
    }

    /** Has the reader told of everything from now on. */
    void add(Watcher watcher) {
        watchers.add(watcher);
        if (!running && watchers.remove(watcher)) {
            watcher.close();
        }
    }

    void remove(Watcher watcher) {
        watchers.remove(watcher);
    }

    /** How many readers wait. */
    int waiting() {
        return watchers.size();
    }

    /** Something was committed on this node: nobody has to wait for the next look. */
    void wake() {
        if (running && !watchers.isEmpty() && woken.compareAndSet(false, true)) {
            try {
                thread.execute(this::look);
            } catch (RejectedExecutionException stopping) {
                woken.set(false);
            }
        }
    }

    private void look() {
        woken.set(false);
        List<Watcher> waiting = List.copyOf(watchers);
        if (waiting.isEmpty()) {
            return;
        }
        try {
            tell(waiting);
        } catch (RuntimeException ex) {
            LOG.warn("The revocation feeds cannot be read; {} readers wait", waiting.size(), ex);
            waiting.forEach(one -> keep(one, one.failed()));
        }
    }

    /** The time first and the places after it: what was committed before that time is in them. */
    private void tell(List<Watcher> waiting) {
        Instant asOf = clock.instant();
        Map<String, Long> positions = feed.positions();
        String revision = registry.revision();
        Map<Place, FeedPage> pages = new HashMap<>();
        for (Watcher one : waiting) {
            keep(one, tell(one, positions.getOrDefault(one.tool(), 0L), revision, asOf, pages));
        }
    }

    private boolean tell(Watcher one, long last, String revision, Instant asOf, Map<Place, FeedPage> pages) {
        if (!one.mayListen(revision)) {
            one.close();
            return false;
        }
        return last == one.position()
                ? one.quiet(asOf)
                : one.news(pages.computeIfAbsent(new Place(one.tool(), one.position()),
                        place -> feed.read(place.tool(), OptionalLong.of(place.position()))));
    }

    private void keep(Watcher watcher, boolean waits) {
        if (!waits) {
            watchers.remove(watcher);
        }
    }

    @Override
    public void start() {
        running = true;
        var _ = thread.scheduleWithFixedDelay(this::look, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** For good: a context that is stopped is not started again. */
    @Override
    public void stop() {
        running = false;
        thread.shutdown();
        watchers.forEach(Watcher::close);
        watchers.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** The first to stop. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
