/** Runs: one task of one agent instance for one user inside one session. */
@NullMarked
package dev.errand.authz.run;

import org.jspecify.annotations.NullMarked;
