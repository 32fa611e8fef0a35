/** Words that nobody guesses, and what is kept of them. */
@NullMarked
package dev.errand.authz.secret;

import org.jspecify.annotations.NullMarked;
