/** Revocation of runs by the agent that holds them. */
@NullMarked
package dev.errand.authz.ending;

import org.jspecify.annotations.NullMarked;
