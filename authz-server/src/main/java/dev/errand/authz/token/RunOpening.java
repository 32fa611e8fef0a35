package dev.errand.authz.token;

import org.springframework.stereotype.Component;

import dev.errand.authz.client.AuthenticatedAgent;
import dev.errand.authz.decision.ChildRunPermit;
import dev.errand.authz.decision.TokenTerms;
import dev.errand.authz.grant.Entitlement;
import dev.errand.authz.grant.Presented;
import dev.errand.authz.run.NewRun;
import dev.errand.authz.run.RepeatableAnswers;
import dev.errand.authz.run.Run;
import dev.errand.authz.run.Runs;
import dev.errand.authz.secret.Secrets;

/**
 * The run that an entitlement draws from: one that is open already, the one that a consent opens now, or the one that is
 * opened from another.
 */
@Component
final class RunOpening {

    private final Runs runs;
    private final RepeatableAnswers answers;
    private final Secrets secrets;

    RunOpening(Runs runs, RepeatableAnswers answers, Secrets secrets) {
        this.runs = runs;
        this.answers = answers;
        this.secrets = secrets;
    }

    /** The id of the run; a new one for one to be opened, so that the grant can be consumed in its name first. */
    String runId(Entitlement.OfUser entitlement) {
        return switch (entitlement) {
            case Entitlement.ToOpenRun toOpen -> secrets.nextShort();
            case Entitlement.ToOpenChild child -> secrets.nextShort();
            case Entitlement.ToDraw toDraw -> toDraw.run().runId();
        };
    }

    /** A run out of another one, whose budget has been debited and whose run token counts as used from then on. */
    Run opened(Entitlement.ToOpenChild entitlement, ChildRunPermit permit) {
        entitlement.presented().runToken().ifPresent(token -> answers.used(entitlement.parent(), token));
        TokenTerms terms = permit.terms();
        return runs.open(new NewRun(terms.runId(), terms.sid(), terms.subject(), terms.clientId(), terms.jkt(),
                terms.consentId(), entitlement.parent().openedAt(), permit.child(), "", terms.ancestors()));
    }

    /** The run itself, opened if need be; the run token that it is drawn from by counts as used from then on. */
    Run opened(String runId, Entitlement.OfUser entitlement, AuthenticatedAgent agent) {
        return switch (entitlement) {
            case Entitlement.ToDraw toDraw -> {
                toDraw.presented().runToken().ifPresent(token -> answers.used(toDraw.run(), token));
                yield toDraw.run();
            }
            case Entitlement.ToOpenChild child -> throw new IllegalStateException("a child is opened by its permit");
            case Entitlement.ToOpenRun toOpen -> {
                Presented.Consent consent = toOpen.consent();
                yield runs.open(new NewRun(runId, consent.sid(), consent.subject(), consent.clientId(), consent.jkt(),
                        consent.consentId(), consent.consentedAt(), consent.terms(), agent.assertionKey().orElse("")));
            }
        };
    }
}
