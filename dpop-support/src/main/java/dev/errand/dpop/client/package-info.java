/** The caller's side of DPoP (RFC 9449 §4.2, §8, §9): a key, its proofs, and requests that carry them. */
@NullMarked
package dev.errand.dpop.client;

import org.jspecify.annotations.NullMarked;
