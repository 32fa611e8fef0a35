/** DPoP proofs of requests to this server's own endpoints. */
@NullMarked
package dev.errand.authz.proof;

import org.jspecify.annotations.NullMarked;
