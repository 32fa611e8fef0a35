/** Owns the order of checks around an endpoint: the facts of this call, its scope, the one use of its credential. */
@NullMarked
package dev.errand.toolscope.enforce;

import org.jspecify.annotations.NullMarked;
