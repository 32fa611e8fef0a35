/** The port for identifiers that may be used once ({@code jti} of proofs and assertions), and its stores. */
@NullMarked
package dev.errand.dpop.firstuse;

import org.jspecify.annotations.NullMarked;
