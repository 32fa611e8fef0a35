package dev.errand.authz.ledger.search;

import java.util.List;

import dev.errand.authz.ledger.IssuanceEntry;
import dev.errand.authz.ledger.ToolCallEntry;

/**
 * A call and the issuance that it rested on.
 *
 * @param call what the tool reported
 * @param issuances an entry for each scope of the credential, by scope; none for a call without a credential of ours
 */
public record RecordedCall(ToolCallEntry call, List<IssuanceEntry> issuances) {

    public RecordedCall {
        issuances = List.copyOf(issuances);
    }
}
