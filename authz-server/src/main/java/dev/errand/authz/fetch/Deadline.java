package dev.errand.authz.fetch;

import org.apache.hc.core5.concurrent.Cancellable;
import org.jspecify.annotations.Nullable;

/** Ends what is under way when time is up, and whatever would be begun after that. Thread-safe. */
final class Deadline {

    private @Nullable Cancellable current;
    private boolean over;

    /** Puts a request in the place of the one before it. */
    synchronized void ends(Cancellable request) {
        current = request;
        if (over) {
            request.cancel();
        }
    }

    synchronized void pass() {
        over = true;
        if (current != null) {
            current.cancel();
        }
    }
}
