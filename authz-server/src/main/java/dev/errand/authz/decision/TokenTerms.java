package dev.errand.authz.decision;

import java.time.Instant;
import java.util.List;

import dev.errand.authz.run.Run;
import dev.errand.authz.session.UserSession;

/**
 * What a run token and a credential have in common.
 *
 * @param tokenId {@code jti}
 * @param subject the user whose authority is lent
 * @param sid the user's session
 * @param runId the run
 * @param ancestors the runs that it descends from, root first: the actors behind the actor (RFC 8693 §4.1)
 * @param clientId the agent, also the actor
 * @param jkt thumbprint of the key that the token is bound to
 * @param authTime when the user logged in
 * @param consentId the consent that all of it rests on
 * @param issuedAt {@code iat}
 * @param expiresAt {@code exp}, never past the run's deadline or the session's end
 */
public record TokenTerms(String tokenId, String subject, String sid, String runId, List<String> ancestors, String clientId,
        String jkt, Instant authTime, String consentId, Instant issuedAt, Instant expiresAt) {

    public TokenTerms {
        ancestors = List.copyOf(ancestors);
    }

    /** The terms of a token of this run. */
    public static TokenTerms of(String tokenId, String jkt, Run run, UserSession session, Life life) {
        return new TokenTerms(tokenId, run.subject(), run.sid(), run.runId(), run.ancestors(), run.clientId(), jkt,
                session.authTime(), run.consentId(), life.from(), life.to());
    }

    /** The terms of the first token of a run that these facts would open, bound to the key of whoever will hold it. */
    static TokenTerms ofChild(Facts.ForChildRun facts, Life life) {
        Run parent = facts.parent();
        return new TokenTerms(facts.tokenId(), parent.subject(), parent.sid(), facts.branching().runId(), parent.lineage(),
                parent.clientId(), facts.entitlement().childKey(), facts.entitlement().session().authTime(),
                parent.consentId(), life.from(), life.to());
    }
}
