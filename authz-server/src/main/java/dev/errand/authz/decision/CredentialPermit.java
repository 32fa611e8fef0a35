package dev.errand.authz.decision;

import java.util.List;
import java.util.Optional;

import dev.errand.authz.run.Debit;
import dev.errand.toolscope.composition.Composition;

/** Permits one credential: an access token for one call at one tool. */
public final class CredentialPermit extends RunPermit {

    private final List<GrantedScope> granted;
    private final Optional<Composition> composition;
    private final int maxUses;
    private final Debit debit;

    CredentialPermit(TokenTerms terms, List<GrantedScope> granted, Optional<Composition> composition, int maxUses,
            Debit debit) {
        super(terms);
        this.granted = List.copyOf(granted);
        this.composition = composition;
        this.maxUses = maxUses;
        this.debit = debit;
    }

    /** The scopes of the credential, at least one, all of one tool: any one of them is what the call may be. */
    public List<GrantedScope> granted() {
        return granted;
    }

    /** What lets several scopes share the credential; empty if there is one. */
    public Optional<Composition> composition() {
        return composition;
    }

    /** The token's audience. */
    public String tool() {
        return granted.getFirst().authority().tool();
    }

    /** How often the credential may be used, by whichever of its scopes. */
    public int maxUses() {
        return maxUses;
    }

    /** What it takes out of the run's budget. */
    public Debit debit() {
        return debit;
    }
}
