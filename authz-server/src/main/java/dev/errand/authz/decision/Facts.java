package dev.errand.authz.decision;

import java.time.Instant;

import dev.errand.authz.client.AuthenticatedAgent;
import dev.errand.authz.grant.CredentialRequest;
import dev.errand.authz.grant.Entitlement;
import dev.errand.authz.proof.VerifiedProof;
import dev.errand.authz.run.Run;
import dev.errand.authz.session.UserSession;

/**
 * Everything that a decision rests on, gathered before it: the results of the steps that came first, what the registry
 * says, the id that the token would have, and the time.
 */
public sealed interface Facts {

    /** Who asks. */
    AuthenticatedAgent agent();

    /** The key that the caller proved. */
    VerifiedProof proof();

    /** The token's id, if one is issued. */
    String tokenId();

    /** The time of the decision. */
    Instant now();

    /** The facts of a run token, for a run that is open and locked. */
    static Facts of(AuthenticatedAgent agent, VerifiedProof proof, Entitlement.OfUser entitlement, Run run,
            Moment moment) {
        return new ForRunToken(agent, proof, entitlement.session(), run, moment.tokenId(), moment.now());
    }

    /** The facts of a credential. */
    static Facts of(AuthenticatedAgent agent, VerifiedProof proof, Entitlement.ToDraw entitlement, Registered registered,
            CredentialRequest asked, Moment moment) {
        return new ForCredential(agent, proof, entitlement.session(), entitlement.run(), registered, asked,
                moment.tokenId(), moment.now());
    }

    /** The facts of a token for the administration API. */
    static Facts ofAdministration(AuthenticatedAgent agent, VerifiedProof proof, Moment moment) {
        return new ForAdministration(agent, proof, moment.tokenId(), moment.now());
    }

    /** When, and under which id. */
    record Moment(String tokenId, Instant now) {}

    /** Facts for a run token. */
    record ForRunToken(AuthenticatedAgent agent, VerifiedProof proof, UserSession session, Run run, String tokenId,
            Instant now) implements Facts {}

    /** Facts for a token of the administration API: no user's authority is in it. */
    record ForAdministration(AuthenticatedAgent agent, VerifiedProof proof, String tokenId, Instant now)
            implements
                Facts {}

    /** Facts for a credential. */
    record ForCredential(AuthenticatedAgent agent, VerifiedProof proof, UserSession session, Run run,
            Registered registered, CredentialRequest asked, String tokenId, Instant now) implements Facts {}
}
