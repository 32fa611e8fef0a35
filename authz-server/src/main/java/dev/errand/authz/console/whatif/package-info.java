/** The page that asks what would be issued. */
@NullMarked
package dev.errand.authz.console.whatif;

import org.jspecify.annotations.NullMarked;
