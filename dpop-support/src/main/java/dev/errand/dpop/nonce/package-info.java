/** The server's nonces (RFC 9449 §8, §9): stateless, and the same on every node. */
@NullMarked
package dev.errand.dpop.nonce;

import org.jspecify.annotations.NullMarked;
