package dev.errand.authz.decision;

import java.time.Instant;

import dev.errand.authz.client.AuthenticatedAgent;
import dev.errand.authz.grant.CredentialRequest;
import dev.errand.authz.grant.Entitlement;
import dev.errand.authz.proof.VerifiedProof;
import dev.errand.authz.run.AgentRunRequest;
import dev.errand.authz.run.ChildLimits;
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
        Mandate mandate = Mandate.of(entitlement.run(), entitlement.session());
        return new ForCredential(agent, proof, entitlement,
                new CredentialQuestion(agent.agent(), mandate, registered, asked, moment.now()), moment.tokenId());
    }

    /** The facts of a run out of another one. */
    static Facts of(AuthenticatedAgent agent, VerifiedProof proof, Entitlement.ToOpenChild entitlement, Branching branching,
            Moment moment) {
        return new ForChildRun(agent, proof, entitlement, branching, moment.tokenId(), moment.now());
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

    /**
     * Where a child run would stand.
     *
     * @param runId the id that it would have
     * @param limits how far runs may branch
     * @param liveChildren how many live children its parent has
     */
    record Branching(String runId, ChildLimits limits, int liveChildren) {}

    /** Facts for a run out of another one. */
    record ForChildRun(AuthenticatedAgent agent, VerifiedProof proof, Entitlement.ToOpenChild entitlement,
            Branching branching, String tokenId, Instant now) implements Facts {

        Run parent() {
            return entitlement.parent();
        }

        AgentRunRequest asked() {
            return entitlement.asked();
        }
    }

    /** Facts for a token of the administration API: no user's authority is in it. */
    record ForAdministration(AuthenticatedAgent agent, VerifiedProof proof, String tokenId, Instant now)
            implements
                Facts {}

    /** Facts for a credential: what rules judge, and whom the credential would be for. */
    record ForCredential(AuthenticatedAgent agent, VerifiedProof proof, Entitlement.ToDraw entitlement,
            CredentialQuestion question, String tokenId) implements Facts {

        @Override
        public Instant now() {
            return question.now();
        }
    }
}
