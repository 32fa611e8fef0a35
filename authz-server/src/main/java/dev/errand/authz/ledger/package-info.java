/** The append-only record: issuances, refusals, tool calls and events, and the one join between calls and issuances. */
@NullMarked
package dev.errand.authz.ledger;

import org.jspecify.annotations.NullMarked;
