/** Pages about the accounts of the built-in login. */
@NullMarked
package dev.errand.authz.console.user;

import org.jspecify.annotations.NullMarked;
