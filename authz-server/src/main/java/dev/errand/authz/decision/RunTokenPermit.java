package dev.errand.authz.decision;

/** Permits one run token: an access token for this server alone. */
public final class RunTokenPermit extends RunPermit {

    RunTokenPermit(TokenTerms terms) {
        super(terms);
    }
}
