/** Owns the reading of the server's ledger: every call with the issuance that it was made under. */
@NullMarked
package dev.errand.sample.agent.ledger;

import org.jspecify.annotations.NullMarked;
