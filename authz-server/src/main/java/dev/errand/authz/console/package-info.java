/**
 * The console: pages for administrators, auditors and every user, drawn on the server. They call the use cases of
 * {@code admin} and never a table.
 */
@NullMarked
package dev.errand.authz.console;

import org.jspecify.annotations.NullMarked;
