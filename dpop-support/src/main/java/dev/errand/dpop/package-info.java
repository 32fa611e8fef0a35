/** Verifies DPoP proofs (RFC 9449 §4.3): does the caller hold the key of this token, for this request? */
@NullMarked
package dev.errand.dpop;

import org.jspecify.annotations.NullMarked;
