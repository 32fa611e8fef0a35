/** Refresh tokens: single use, bound to the run and its key. */
@NullMarked
package dev.errand.authz.grant.refresh;

import org.jspecify.annotations.NullMarked;
