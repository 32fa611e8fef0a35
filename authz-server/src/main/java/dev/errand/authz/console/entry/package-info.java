/** Pages of what is registered: scopes, compositions and rules, as lists and one by one, with their versions. */
@NullMarked
package dev.errand.authz.console.entry;

import org.jspecify.annotations.NullMarked;
