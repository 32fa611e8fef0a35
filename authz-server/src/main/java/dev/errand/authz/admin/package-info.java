/** The administration API: what administrators and administrative clients may read and do, and nobody else. */
@NullMarked
package dev.errand.authz.admin;

import org.jspecify.annotations.NullMarked;
