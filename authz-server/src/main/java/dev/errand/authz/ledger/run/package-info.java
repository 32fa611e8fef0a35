/** What the ledger holds of one run: for reports on it, and for its timeline. */
@NullMarked
package dev.errand.authz.ledger.run;

import org.jspecify.annotations.NullMarked;
