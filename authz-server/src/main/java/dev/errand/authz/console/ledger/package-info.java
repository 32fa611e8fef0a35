/** The ledger's pages. */
@NullMarked
package dev.errand.authz.console.ledger;

import org.jspecify.annotations.NullMarked;
