/** The console's pages about runs: which there are, what one did and how far it reaches, and its end. */
@NullMarked
package dev.errand.authz.console.run;

import org.jspecify.annotations.NullMarked;
