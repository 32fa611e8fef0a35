package dev.errand.authz.ledger.usage;

import java.time.Instant;

/**
 * What one agent used of what it was granted of one scope. A call counts where its tool says that it was allowed, or that
 * it does not know what became of it.
 *
 * @param calls how many calls
 * @param credentials with how many credentials
 * @param last when the ledger learnt of the last one
 */
public record Used(String agent, String scope, long calls, long credentials, Instant last) {}
