/** The console's first page. */
@NullMarked
package dev.errand.authz.console.overview;

import org.jspecify.annotations.NullMarked;
