package dev.errand.authz.session.upstream;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.errand.authz.session.LinkedSessions;
import dev.errand.authz.session.SessionEnding;
import dev.errand.authz.session.Sessions;
import dev.errand.authz.session.UpstreamLink;

/**
 * Brings a session of ours up to date with the provider's behind it: where that one is over, ours ends, and its runs with
 * it. It waits for the provider and so is asked before any transaction begins. Thread-safe.
 */
public final class UpstreamStanding {

    private static final Logger LOG = LoggerFactory.getLogger(UpstreamStanding.class);

    private static final int MANY = 10_000;

    private final List<UpstreamSessionSource> sources;
    private final LinkedSessions linked;
    private final Sessions sessions;
    private final Duration interval;
    private final Duration patience;
    private final InstantSource clock;

    /** When which session was last found alive by this node. */
    private final Map<String, Instant> alive = new ConcurrentHashMap<>();

    /** What is being asked at this moment, by session: whoever comes meanwhile need not ask it again. */
    private final Map<String, Question> asking = new ConcurrentHashMap<>();

    /**
     * @param interval how long an answer may be relied on where it need not be new
     * @param patience how long anybody waits for a question that somebody else asks
     */
    public UpstreamStanding(List<UpstreamSessionSource> sources, LinkedSessions linked, Sessions sessions,
            Duration interval, Duration patience, InstantSource clock) {
        this.sources = List.copyOf(sources);
        this.linked = linked;
        this.sessions = sessions;
        this.interval = interval;
        this.patience = patience;
        this.clock = clock;
    }

    /** How new an answer has to be. */
    public enum Freshness {
        /** Asked for now. */
        NOW,
        /** No older than the interval. */
        RECENT
    }

    /** A question, when it began, and whether it will have settled the session. */
    private record Question(Instant began, CompletableFuture<Boolean> settled) {}

    /** Whether any provider can be asked at all. */
    public boolean asks() {
        return !sources.isEmpty();
    }

    /**
     * Ends the session if the provider's is over.
     *
     * @return false if that cannot be told: then nobody may rely on the session
     */
    public boolean settle(String sid, Freshness freshness) {
        if (freshness == Freshness.RECENT && isRecent(alive.get(sid))) {
            return true;
        }
        Optional<UpstreamLink> link = linked.ofLive(sid);
        Optional<UpstreamSessionSource> source = link
                .flatMap(one -> sources.stream().filter(each -> each.covers(one.identity().issuer())).findFirst());
        return source.isEmpty() || once(sid, freshness, () -> settle(sid, link.get(), source.get()));
    }

    /**
     * Asks, unless the answer to what is being asked anyway is new enough: however many requests of one session come at the
     * same moment, they are one question, and a provider that hangs is waited for by them together. Whoever wants an answer
     * of now asks for itself, because what is under way may have been answered before it came.
     */
    private boolean once(String sid, Freshness freshness, BooleanSupplier question) {
        Question mine = new Question(clock.instant(), new CompletableFuture<>());
        Question others = asking.putIfAbsent(sid, mine);
        if (others != null && freshness == Freshness.RECENT && isRecent(others.began())) {
            return others.settled().copy().completeOnTimeout(false, patience.toMillis(), TimeUnit.MILLISECONDS).join();
        }
        boolean settled = false;
        try {
            // Again: the question that was under way a moment ago may have been answered since.
            settled = (freshness == Freshness.RECENT && isRecent(alive.get(sid))) || question.getAsBoolean();
            return settled;
        } finally {
            asking.remove(sid, mine);
            mine.settled().complete(settled);
        }
    }

    private boolean settle(String sid, UpstreamLink link, UpstreamSessionSource source) {
        Instant asked = clock.instant();
        try {
            switch (source.find(link)) {
                case ALIVE -> remember(sid, asked);
                case SESSION_GONE -> end(sid, SessionEnding.UPSTREAM_SESSION_ENDED);
                case USER_DISABLED -> end(sid, SessionEnding.UPSTREAM_USER_DISABLED);
            }
            return true;
        } catch (UpstreamUnavailable ex) {
            LOG.warn("Session {} cannot be relied on now, its provider does not say whether it lives: {}", sid,
                    ex.getMessage(), ex);
            return false;
        }
    }

    private boolean isRecent(@Nullable Instant found) {
        return found != null && clock.instant().isBefore(found.plus(interval));
    }

    private void remember(String sid, Instant asked) {
        if (alive.size() >= MANY) {
            alive.values().removeIf(found -> !isRecent(found));
        }
        alive.put(sid, asked);
    }

    private void end(String sid, SessionEnding ending) {
        alive.remove(sid);
        sessions.end(sid, ending);
    }
}
