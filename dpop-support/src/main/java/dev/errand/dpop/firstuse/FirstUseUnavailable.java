package dev.errand.dpop.firstuse;

import org.jspecify.annotations.Nullable;

/** The store of first uses is full or cannot be reached. Nothing may be accepted without it. */
public final class FirstUseUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public FirstUseUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
