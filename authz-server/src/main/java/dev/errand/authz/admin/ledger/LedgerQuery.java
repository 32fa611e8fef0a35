package dev.errand.authz.admin.ledger;

import dev.errand.authz.ledger.search.LedgerFilter;
import dev.errand.authz.ledger.search.LedgerList;

/**
 * Rows of one of the ledger's lists.
 *
 * @param list which
 * @param filter which of its rows
 */
public record LedgerQuery(LedgerList list, LedgerFilter filter) {}
