package dev.errand.toolscope.enforce;

/** Carries what a handler threw through a transaction, which it rolls back, and tells it from a failing store. */
@SuppressWarnings("serial") // never serialised
final class HandlerFailed extends RuntimeException {

    HandlerFailed(Throwable cause) {
        super(null, cause, false, false);
    }

    Throwable thrown() {
        Throwable cause = getCause();
        return cause == null ? this : cause;
    }
}
