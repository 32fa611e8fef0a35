package dev.errand.authz.decision;

import java.util.List;
import java.util.Optional;

import dev.errand.authz.run.Debit;
import dev.errand.toolscope.composition.Composition;

/**
 * What a credential is good for. It says so and permits nothing: only a {@link CredentialPermit} is minted.
 *
 * @param granted its scopes, at least one, all of one tool: any one of them is what the call may be
 * @param composition what lets several scopes share it; empty if there is one
 * @param maxUses how often it may be used, by whichever of its scopes
 * @param debit what it takes out of the run's budget
 * @param life from when until when
 */
public record CredentialTerms(List<GrantedScope> granted, Optional<Composition> composition, int maxUses, Debit debit,
        Life life) {

    public CredentialTerms {
        granted = List.copyOf(granted);
    }

    /** The token's audience. */
    public String tool() {
        return granted.getFirst().authority().tool();
    }
}
