package dev.errand.authz.token;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

import org.springframework.stereotype.Component;

import dev.errand.authz.decision.Facts;
import dev.errand.authz.decision.Mandate;
import dev.errand.authz.decision.Registered;
import dev.errand.authz.facts.RegistryFacts;
import dev.errand.authz.grant.CredentialRequest;
import dev.errand.authz.grant.Entitlement;
import dev.errand.authz.grant.GrantRequest;
import dev.errand.authz.run.ChildLimits;
import dev.errand.authz.run.Run;
import dev.errand.authz.run.RunTree;
import dev.errand.authz.secret.Secrets;

/** Gathers the facts of a decision: what the steps found, and what the registry says in the same transaction. */
@Component
final class FactFinder {

    private final RegistryFacts registry;
    private final RunTree tree;
    private final ChildLimits limits;
    private final Secrets secrets;
    private final InstantSource clock;

    FactFinder(RegistryFacts registry, RunTree tree, ChildLimits limits, Secrets secrets, InstantSource clock) {
        this.registry = registry;
        this.tree = tree;
        this.limits = limits;
        this.secrets = secrets;
        this.clock = clock;
    }

    Facts find(Entitlement.OfUser entitlement, Run run, Attempt attempt) {
        GrantRequest request = attempt.request();
        Facts.Moment moment = moment();
        CredentialRequest asked = attempt.asked();
        if (asked != null && entitlement instanceof Entitlement.ToDraw toDraw) {
            Mandate mandate = Mandate.of(toDraw.run(), toDraw.session());
            Registered registered = registry.toIssue(asked, mandate, request.agent().clientId());
            return Facts.of(request.agent(), request.proof(), toDraw, registered, asked, moment);
        }
        return Facts.of(request.agent(), request.proof(), entitlement, run, moment);
    }

    /** Those of a run that would be opened from a locked one, under this id. */
    Facts find(Entitlement.ToOpenChild entitlement, String runId, Attempt attempt) {
        int children = tree.countLiveChildren(entitlement.parent().runId());
        return Facts.of(attempt.request().agent(), attempt.request().proof(), entitlement,
                new Facts.Branching(runId, limits, children), moment());
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
