/** The console's pages about sessions: who is logged in, and the end of it. */
@NullMarked
package dev.errand.authz.console.session;

import org.jspecify.annotations.NullMarked;
