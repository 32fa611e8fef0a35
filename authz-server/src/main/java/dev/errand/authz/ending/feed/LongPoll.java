package dev.errand.authz.ending.feed;

import java.time.Instant;
import java.util.function.Function;
import java.util.function.LongSupplier;

import org.springframework.http.ResponseEntity;
import org.springframework.web.context.request.async.DeferredResult;

/** A request that is answered once: when something is new, or when its time is over. */
final class LongPoll implements Watcher {

    private final String tool;
    private final Function<FeedPage, ResponseEntity<Object>> answer;
    private final ResponseEntity<Object> unavailable;
    private final DeferredResult<ResponseEntity<Object>> result;
    private final LongSupplier nanoTicker;
    private final long deadline;
    private volatile FeedPage seen;

    /**
     * @param seen what the request would be answered now
     * @param result waits longer than until the deadline, and is answered then at the latest
     * @param deadline on the ticker
     */
    LongPoll(String tool, FeedPage seen, Function<FeedPage, ResponseEntity<Object>> answer,
            ResponseEntity<Object> unavailable, DeferredResult<ResponseEntity<Object>> result, LongSupplier nanoTicker,
            long deadline) {
        this.tool = tool;
        this.seen = seen;
        this.answer = answer;
        this.unavailable = unavailable;
        this.result = result;
        this.nanoTicker = nanoTicker;
        this.deadline = deadline;
    }

    @Override
    public String tool() {
        return tool;
    }

    @Override
    public long position() {
        return seen.position();
    }

    /** What is new may have expired already, and is nothing to tell then. */
    @Override
    public boolean news(FeedPage page) {
        seen = page;
        return page.isEmpty() ? inTime() : answered(answer.apply(page));
    }

    @Override
    public boolean quiet(Instant asOf) {
        seen = FeedPage.quiet(seen.position(), asOf);
        return inTime();
    }

    private boolean inTime() {
        return nanoTicker.getAsLong() + FeedWatch.INTERVAL.toNanos() < deadline || answered(answer.apply(seen));
    }

    @Override
    public boolean failed() {
        return answered(unavailable);
    }

    /** It waits for no longer than a request may. */
    @Override
    public boolean mayListen(String revision) {
        return true;
    }

    @Override
    public void close() {
        result.setResult(answer.apply(seen));
    }

    private boolean answered(ResponseEntity<Object> with) {
        result.setResult(with);
        return false;
    }
}
