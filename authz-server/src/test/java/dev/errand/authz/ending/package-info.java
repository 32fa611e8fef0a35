/** Tests of revocation and introspection. */
@NullMarked
package dev.errand.authz.ending;

import org.jspecify.annotations.NullMarked;
