/** The what-if against the issuer. */
@NullMarked
package dev.errand.authz.whatif;

import org.jspecify.annotations.NullMarked;
