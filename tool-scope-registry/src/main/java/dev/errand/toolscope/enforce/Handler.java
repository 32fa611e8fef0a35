package dev.errand.toolscope.enforce;

import org.jspecify.annotations.Nullable;

/** The endpoint's own method. */
@FunctionalInterface
interface Handler {

    @Nullable
    Object call() throws Throwable;
}
