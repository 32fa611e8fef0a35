/** The only signer of tokens. */
@NullMarked
package dev.errand.authz.mint;

import org.jspecify.annotations.NullMarked;
