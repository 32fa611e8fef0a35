package dev.errand.authz.whatif;

import dev.errand.authz.agent.Agent;
import dev.errand.authz.decision.Life;
import dev.errand.authz.decision.Mandate;
import dev.errand.authz.decision.TokenTerms;
import dev.errand.authz.grant.CredentialRequest;
import dev.errand.authz.grant.GrantRefusal.Kind;
import dev.errand.authz.run.Run;
import dev.errand.authz.run.Standing;
import dev.errand.authz.session.UserSession;

/** A user's authority that an agent would draw on. */
sealed interface Lent {

    Agent agent();

    String subject();

    /** Whether what it rests on holds. */
    Standing standing();

    /** What is said to be wrong where it does not. */
    Kind kind();

    /** What there is to draw for this request. */
    Mandate mandate(CredentialRequest asked, UserSession session);

    /** What a token would say of it. */
    TokenTerms terms(UserSession session, Life life);

    /** A run as stored. */
    record OfRun(Agent agent, Run run, Standing standing) implements Lent {

        @Override
        public String subject() {
            return run.subject();
        }

        @Override
        public Kind kind() {
            return Kind.SUBJECT_TOKEN;
        }

        @Override
        public Mandate mandate(CredentialRequest asked, UserSession session) {
            return Mandate.of(run, session);
        }

        @Override
        public TokenTerms terms(UserSession session, Life life) {
            return TokenTerms.of(Placeholder.TOKEN, run.jkt(), run, session, life);
        }
    }

    /** A run that a user could open. */
    record ToOpen(Agent agent, String subject, Standing standing, ImaginedRun run) implements Lent {

        @Override
        public Kind kind() {
            return Kind.GRANT;
        }

        @Override
        public Mandate mandate(CredentialRequest asked, UserSession session) {
            return run.mandate(asked, agent.clientId(), session);
        }

        @Override
        public TokenTerms terms(UserSession session, Life life) {
            return ImaginedRun.terms(agent.clientId(), session, life);
        }
    }
}
