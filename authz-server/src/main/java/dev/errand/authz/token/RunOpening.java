package dev.errand.authz.token;

import org.springframework.stereotype.Component;

import dev.errand.authz.client.AuthenticatedAgent;
import dev.errand.authz.endpoint.Secrets;
import dev.errand.authz.grant.Entitlement;
import dev.errand.authz.grant.Presented;
import dev.errand.authz.run.NewRun;
import dev.errand.authz.run.Run;
import dev.errand.authz.run.Runs;

/** The run that an entitlement draws from: one that is open already, or the one that a consent opens now. */
@Component
final class RunOpening {

    private final Runs runs;
    private final Secrets secrets;

    RunOpening(Runs runs, Secrets secrets) {
        this.runs = runs;
        this.secrets = secrets;
    }

    /** The id of the run; a new one for a consent, so that the code can be consumed in its name first. */
    String runId(Entitlement.OfUser entitlement) {
        return switch (entitlement) {
            case Entitlement.ToOpenRun toOpen -> secrets.nextShort();
            case Entitlement.ToDraw toDraw -> toDraw.run().runId();
        };
    }

    /** The run itself, opened if need be. */
    Run opened(String runId, Entitlement.OfUser entitlement, AuthenticatedAgent agent) {
        return switch (entitlement) {
            case Entitlement.ToDraw toDraw -> toDraw.run();
            case Entitlement.ToOpenRun toOpen -> {
                Presented.Consent consent = toOpen.consent();
                yield runs.open(new NewRun(runId, consent.sid(), consent.subject(), consent.clientId(), consent.jkt(),
                        consent.consentId(), consent.terms(), agent.assertionKey().orElse("")));
            }
        };
    }
}
