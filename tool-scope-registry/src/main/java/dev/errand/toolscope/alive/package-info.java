/** Owns the answer to "is the run behind this credential still alive?": the issuer's revocation feed and its introspection. */
@NullMarked
package dev.errand.toolscope.alive;

import org.jspecify.annotations.NullMarked;
