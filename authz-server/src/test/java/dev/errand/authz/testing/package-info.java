/** Databases, clocks and wired-up leaf packages for tests. */
@NullMarked
package dev.errand.authz.testing;

import org.jspecify.annotations.NullMarked;
