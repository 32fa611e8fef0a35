/** Makes secrets, for tests. */
@NullMarked
package dev.errand.authz.secret;

import org.jspecify.annotations.NullMarked;
