/** Accounts over HTTP. */
@NullMarked
package dev.errand.authz.admin.user;

import org.jspecify.annotations.NullMarked;
