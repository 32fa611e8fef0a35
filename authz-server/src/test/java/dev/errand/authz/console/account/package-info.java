/** The user's own security page. */
@NullMarked
package dev.errand.authz.console.account;

import org.jspecify.annotations.NullMarked;
