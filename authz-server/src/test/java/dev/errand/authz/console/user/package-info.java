/** The pages about accounts. */
@NullMarked
package dev.errand.authz.console.user;

import org.jspecify.annotations.NullMarked;
