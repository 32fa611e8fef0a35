package dev.errand.authz.session.upstream;

import java.io.Serial;

/** A provider could not be asked, or its answer is none; becomes a value before it leaves the login. */
public final class UpstreamUnavailable extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    /** @param what what was wrong, in words that quote nothing of what the provider sent */
    public UpstreamUnavailable(String what) {
        super(what);
    }

    /** The cause is for the log alone. */
    public UpstreamUnavailable(String what, Throwable cause) {
        super(what, cause);
    }
}
