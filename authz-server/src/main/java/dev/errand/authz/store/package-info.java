/** How long a request waits for the database, and what it is told when that was in vain. */
@NullMarked
package dev.errand.authz.store;

import org.jspecify.annotations.NullMarked;
