/**
 * Reads the ledger: what happened, by whom, where and when, page by page and as a whole. Everything is ordered by the
 * ledger's own time; a tool's clock is the tool's word.
 */
@NullMarked
package dev.errand.authz.ledger.search;

import org.jspecify.annotations.NullMarked;
