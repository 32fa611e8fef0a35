package dev.errand.authz.console.ledger;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.errand.authz.console.Moment;

/**
 * Everything about one credential, in ready strings.
 *
 * @param id its {@code jti}
 * @param agent who holds it
 * @param run what it was for
 * @param facts what else its issuance says
 * @param scopes what it was for, scope by scope
 * @param calls what was done with it
 */
record CredentialView(String id, Cell agent, Cell run, Moment issued, Moment expires, List<Fact> facts, List<Scope> scopes,
        LedgerView.Table calls) {

    /** A fact and its name in the bundle. */
    record Fact(String name, Cell cell) {}

    /**
     * One scope.
     *
     * @param link its name and version
     * @param sentence what it lets the holder do, in words; null where the details are of no form that can be said
     * @param details what was granted, as JSON
     */
    record Scope(Cell link, @Nullable String sentence, String details) {}
}
