/** What was granted against what was used, added up from the ledger. */
@NullMarked
package dev.errand.authz.ledger.usage;

import org.jspecify.annotations.NullMarked;
