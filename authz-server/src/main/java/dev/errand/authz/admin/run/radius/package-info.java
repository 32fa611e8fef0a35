/**
 * The blast radius of a run: what the holder of all its secrets could still do, as an upper bound, and what revoking
 * changes about that.
 */
@NullMarked
package dev.errand.authz.admin.run.radius;

import org.jspecify.annotations.NullMarked;
