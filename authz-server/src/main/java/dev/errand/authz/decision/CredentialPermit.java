package dev.errand.authz.decision;

/** Permits one credential: an access token for one call at one tool. */
public final class CredentialPermit extends RunPermit {

    private final CredentialTerms credential;

    CredentialPermit(TokenTerms terms, CredentialTerms credential) {
        super(terms);
        this.credential = credential;
    }

    /** What it is good for. */
    public CredentialTerms credential() {
        return credential;
    }
}
