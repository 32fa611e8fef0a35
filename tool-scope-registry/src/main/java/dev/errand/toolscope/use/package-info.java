/** Owns the answer to "was this credential used before?": uses of credentials, each claimed once. */
@NullMarked
package dev.errand.toolscope.use;

import org.jspecify.annotations.NullMarked;
