/** Stands in for the issuer and for an agent: keys, credentials, the ledger's end of the wire, requests with proofs. */
@NullMarked
package dev.errand.sample.tools.issuer;

import org.jspecify.annotations.NullMarked;
