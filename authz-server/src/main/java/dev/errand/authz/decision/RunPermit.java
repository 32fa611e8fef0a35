package dev.errand.authz.decision;

/** Permits a token that rests on a run, and so on a user's consent and session. */
public abstract sealed class RunPermit extends Decision.Permit permits RunTokenPermit, CredentialPermit, ChildRunPermit {

    private final TokenTerms terms;

    RunPermit(TokenTerms terms) {
        super(terms.tokenId(), terms.issuedAt(), terms.expiresAt());
        this.terms = terms;
    }

    /** What a run token and a credential have in common. */
    public TokenTerms terms() {
        return terms;
    }
}
