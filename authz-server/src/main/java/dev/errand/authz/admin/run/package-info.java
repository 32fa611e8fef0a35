/** Runs as administrators see and stop them. */
@NullMarked
package dev.errand.authz.admin.run;

import org.jspecify.annotations.NullMarked;
