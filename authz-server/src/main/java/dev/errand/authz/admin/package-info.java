/** The administration API: what the console's users may read and do, and nobody else. */
@NullMarked
package dev.errand.authz.admin;

import org.jspecify.annotations.NullMarked;
