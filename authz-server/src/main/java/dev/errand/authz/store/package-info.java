/**
 * How long a request waits for the database, what it is told when that was in vain, and what takes longer on purpose; and
 * what all tables have in common.
 */
@NullMarked
package dev.errand.authz.store;

import org.jspecify.annotations.NullMarked;
