package dev.errand.authz.ledger.run;

import org.jspecify.annotations.Nullable;

import dev.errand.authz.ledger.Outcome;

/**
 * How many calls of one scope with one credential came to the same.
 *
 * @param tool the tool that reported them
 * @param credentialId the credential
 * @param scope the scope of the call, as the tool says
 * @param outcome allowed or unknown
 * @param calls how many
 * @param issued that scope of the credential; null if it has no such scope
 */
public record CallCount(String tool, @Nullable String credentialId, @Nullable String scope, Outcome outcome, int calls,
        @Nullable IssuedScope issued) {}
