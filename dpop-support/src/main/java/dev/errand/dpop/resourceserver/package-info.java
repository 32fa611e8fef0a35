/** The tool's side of DPoP in Spring Security (RFC 9449 §7, §9): bound tokens with good proofs, nothing weaker. */
@NullMarked
package dev.errand.dpop.resourceserver;

import org.jspecify.annotations.NullMarked;
