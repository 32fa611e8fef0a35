package dev.errand.toolscope.alive;

import java.net.URI;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

import dev.errand.toolscope.json.Parsed;

/**
 * Asks the issuer which of this tool's credentials are no longer good, and remembers what it hears: first everything that
 * has not expired, then whatever is new since.
 *
 * <p>
 * Each question is answered at once. The age of what is known counts from the question, and a feed that kept its answer
 * back until there is news would let it grow by as long as it did.
 *
 * <p>
 * Has no thread of its own: whoever wires it calls {@link #poll()} from time to time, one thread at a time.
 */
public final class RevocationFeed {

    private static final int MOST_PAGES = 1000;
    private static final int BAD_REQUEST = 400;
    private static final int GONE = 410;

    private final TimedRequests issuer;
    private final URI uri;
    private final HeardRevocations heard;
    private @Nullable String cursor;

    /**
     * From the issuer's feed to this tool's memory.
     *
     * @param uri of the feed
     */
    public RevocationFeed(TimedRequests issuer, URI uri, HeardRevocations heard) {
        this.issuer = issuer;
        this.uri = uri;
        this.heard = heard;
    }

    /** What came of asking. */
    public enum Polled {
        /** All is known that the feed knows. */
        UP_TO_DATE,
        /** There was no answer, or another than 200. */
        UNANSWERED,
        /** The answer was no answer of a feed. */
        MALFORMED,
        /** There are more than may be remembered at once. */
        TOO_MANY
    }

    /** Asks until there is nothing more to be had. */
    public Polled poll() {
        for (int page = 0; page < MOST_PAGES; page++) {
            Optional<Polled> end = ask();
            if (end.isPresent()) {
                return end.get();
            }
        }
        return Polled.MALFORMED;
    }

    /** Nothing if there is more to be had. */
    private Optional<Polled> ask() {
        long asked = heard.now();
        return switch (issuer.get(question())) {
            case TimedRequests.Reply.Body(String json) -> FeedPage.read(json) instanceof Parsed.Value<FeedPage>(FeedPage page)
                    ? take(page, asked)
                    : Optional.of(Polled.MALFORMED);
            case TimedRequests.Reply.Status(int code) -> Optional.of(refused(code));
            case TimedRequests.Reply.Nothing nothing -> Optional.of(Polled.UNANSWERED);
        };
    }

    private Optional<Polled> take(FeedPage page, long asked) {
        if (!heard.add(page.revoked())) {
            cursor = null; // what there was no room for has to be said again
            return Optional.of(Polled.TOO_MANY);
        }
        cursor = page.cursor();
        if (page.more()) {
            return Optional.empty();
        }
        heard.completeAt(asked);
        return Optional.of(Polled.UP_TO_DATE);
    }

    /** A feed that does not know its cursor any more is asked from the start. */
    private Polled refused(int code) {
        if (code == BAD_REQUEST || code == GONE) {
            cursor = null;
        }
        return Polled.UNANSWERED;
    }

    private URI question() {
        UriComponentsBuilder question = UriComponentsBuilder.fromUri(uri).queryParam("wait", 0);
        return cursor == null
                ? question.build().toUri()
                : question.queryParam("since", "{since}").encode().buildAndExpand(cursor).toUri();
    }
}
