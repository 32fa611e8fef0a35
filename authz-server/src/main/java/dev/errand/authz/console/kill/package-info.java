/** The page of the kill switch. */
@NullMarked
package dev.errand.authz.console.kill;

import org.jspecify.annotations.NullMarked;
