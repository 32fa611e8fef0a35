/** The token endpoint: the steps in order, and the one table from refusal to OAuth error. */
@NullMarked
package dev.errand.authz.token;

import org.jspecify.annotations.NullMarked;
