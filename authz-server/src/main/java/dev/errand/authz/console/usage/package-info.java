/** The page of what was granted against what was used. */
@NullMarked
package dev.errand.authz.console.usage;

import org.jspecify.annotations.NullMarked;
