/** Tests of the bound on waiting for the database. */
@NullMarked
package dev.errand.authz.store;

import org.jspecify.annotations.NullMarked;
