package dev.errand.authz.token;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

import org.springframework.stereotype.Component;

import dev.errand.authz.decision.Facts;
import dev.errand.authz.endpoint.Secrets;
import dev.errand.authz.grant.CredentialRequest;
import dev.errand.authz.grant.Entitlement;
import dev.errand.authz.grant.GrantRequest;
import dev.errand.authz.run.Run;

/** Gathers the facts of a decision: what the steps found, and what the registry says in the same transaction. */
@Component
final class FactFinder {

    private final RegistryFacts registry;
    private final Secrets secrets;
    private final InstantSource clock;

    FactFinder(RegistryFacts registry, Secrets secrets, InstantSource clock) {
        this.registry = registry;
        this.secrets = secrets;
        this.clock = clock;
    }

    Facts find(Entitlement.OfUser entitlement, Run run, Attempt attempt) {
        GrantRequest request = attempt.request();
        Facts.Moment moment = moment();
        CredentialRequest asked = attempt.asked();
        if (asked != null && entitlement instanceof Entitlement.ToDraw toDraw) {
            return Facts.of(request.agent(), request.proof(), toDraw, registry.about(asked, run), asked, moment);
        }
        return Facts.of(request.agent(), request.proof(), entitlement, run, moment);
    }

    /** Those of an administrative client's token. */
    Facts find(Attempt attempt) {
        GrantRequest request = attempt.request();
        return Facts.ofAdministration(request.agent(), request.proof(), moment());
    }

    /** Whole seconds, as in the token: the ledger's times are then the token's own. */
    private Facts.Moment moment() {
        return new Facts.Moment(secrets.nextShort(), clock.instant().truncatedTo(ChronoUnit.SECONDS));
    }
}
