package dev.errand.authz.decision;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.errand.authz.grant.CredentialRequest;
import dev.errand.authz.run.CeilingEntry;
import dev.errand.toolscope.Authority;
import dev.errand.toolscope.NarrowingRequest;
import dev.errand.toolscope.composition.Composition;

/**
 * Several scopes share a credential only as a registered composition of exactly these, for this tool and agent. Where
 * they may not, the denial has the requests to make one by one; it is drawn from the run's ceiling alone, so that it
 * tells nothing of the registry that the user's consent did not.
 */
final class ScopesMayTravelTogether implements CredentialRule {

    @Override
    public String word() {
        return "scopes_may_travel_together";
    }

    @Override
    public Optional<Decision.Deny> judge(CredentialFacts facts) {
        CredentialRequest asked = facts.given().asked();
        if (!asked.composed()) {
            return Optional.empty();
        }
        List<NarrowingRequest> instead = facts.scopes().stream().flatMap(ScopesMayTravelTogether::alone).toList();
        if (instead.stream().map(NarrowingRequest::location).distinct().count() > 1) {
            return Optional.of(new Decision.Deny(DenyReason.SCOPES_OF_SEVERAL_TOOLS, "scope", instead));
        }
        boolean registered = facts.given().registered().composition()
                .filter(composition -> composition.tool().equals(asked.resource()))
                .filter(composition -> composition.allows(facts.given().agent().clientId())).isPresent();
        return registered
                ? Optional.empty()
                : Optional.of(new Decision.Deny(DenyReason.COMPOSITION_NOT_REGISTERED, "scope", instead));
    }

    @Override
    public List<Sight> saw(CredentialFacts facts) {
        CredentialRequest asked = facts.given().asked();
        Sight scopes = new Sight("scopes", Words.names(facts.scopes().stream().map(one -> one.request().scope()).toList()));
        if (!asked.composed()) {
            return List.of(scopes);
        }
        Optional<Composition> composition = facts.given().registered().composition();
        return List.of(scopes, Sight.of("composition", composition.map(Composition::name)),
                Sight.of("composition_version", composition.map(Composition::version)),
                Sight.of("composition_tool", composition.map(Composition::tool)), new Sight("resource", asked.resource()),
                Sight.of("composition_agents", composition.map(Composition::agents).filter(agents -> !agents.isEmpty())
                        .map(agents -> String.join(", ", agents))));
    }

    /** What was asked of the scope, at the tool that the user allowed it for. */
    private static Stream<NarrowingRequest> alone(ScopeFacts scope) {
        NarrowingRequest asked = scope.request();
        return scope.entries().stream().limit(1).map(CeilingEntry::authority).map(Authority::tool)
                .map(tool -> new NarrowingRequest(asked.scope(), Optional.of(tool), asked.action(), asked.identifier(),
                        asked.limits()));
    }
}
