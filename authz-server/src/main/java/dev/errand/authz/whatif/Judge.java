package dev.errand.authz.whatif;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;

import dev.errand.authz.decision.CredentialQuestion;
import dev.errand.authz.decision.CredentialTerms;
import dev.errand.authz.decision.Explanation;
import dev.errand.authz.decision.Mandate;
import dev.errand.authz.decision.PolicyDecisionPoint;
import dev.errand.authz.decision.Registered;
import dev.errand.authz.endpoint.EndpointError;
import dev.errand.authz.facts.RegistryFacts;
import dev.errand.authz.grant.CredentialRequest;
import dev.errand.authz.grant.GrantRefusal;
import dev.errand.authz.mint.Mint;
import dev.errand.authz.run.Standing;
import dev.errand.authz.session.UserSession;
import dev.errand.authz.token.CredentialErrors;

/** Judges a request that can be read, by the issuer's own rules and in its words. */
@Component
final class Judge {

    private final RegistryFacts registry;
    private final PolicyDecisionPoint policy;
    private final Mint mint;
    private final CredentialErrors errors;

    Judge(RegistryFacts registry, PolicyDecisionPoint policy, Mint mint, CredentialErrors errors) {
        this.registry = registry;
        this.policy = policy;
        this.mint = mint;
        this.errors = errors;
    }

    Answer judge(Lent lent, CredentialRequest asked, Instant now) {
        return switch (lent.standing()) {
            case Standing.Ended ended ->
                refused(lent, errors.of(GrantRefusal.of(lent.kind(), ended.reason(), null)));
            case Standing.Holds holds -> judge(lent, holds.session(), asked, now);
        };
    }

    /** A request that is refused before any rule is asked. */
    static Answer refused(Lent lent, EndpointError error) {
        return new Answer.Judged(lent.agent().clientId(), lent.subject(), Optional.of(error), Optional.empty(), List.of(),
                Optional.empty());
    }

    private Answer judge(Lent lent, UserSession session, CredentialRequest asked, Instant now) {
        Mandate mandate = lent.mandate(asked, session);
        Registered registered = registry.toAsk(asked, mandate, lent.agent().clientId());
        Explanation why = policy.explain(new CredentialQuestion(lent.agent(), mandate, registered, asked, now));
        return new Answer.Judged(lent.agent().clientId(), lent.subject(),
                why.denial().map(denial -> errors.of(denial, asked, lent.agent().clientId())), Optional.of(mandate), why.steps(),
                why.credential().map(credential -> outcome(lent, session, credential, mandate)));
    }

    private Answer.Outcome outcome(Lent lent, UserSession session, CredentialTerms credential, Mandate mandate) {
        return new Answer.Outcome(mint.unsigned(lent.terms(session, credential.life()), credential), credential,
                mandate.left().after(credential.debit()));
    }
}
