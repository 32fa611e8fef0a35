package dev.errand.sample.agent.crash;

import java.io.IOException;

/** Tells a request that had no answer from one that went wrong: whoever sent it knows nothing about its effect. */
final class NoAnswer {

    private NoAnswer() {}

    static boolean is(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return true;
            }
        }
        return false;
    }

}
