package dev.errand.authz.token;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.springframework.stereotype.Component;

import dev.errand.authz.decision.Facts;
import dev.errand.authz.decision.Registered;
import dev.errand.authz.endpoint.Secrets;
import dev.errand.authz.grant.CredentialRequest;
import dev.errand.authz.grant.Entitlement;
import dev.errand.authz.grant.GrantRequest;
import dev.errand.authz.run.CeilingEntry;
import dev.errand.authz.run.Run;
import dev.errand.toolscope.ScopeName;
import dev.errand.toolscope.ToolScope;
import dev.errand.toolscope.registry.ToolScopes;

/** Gathers the facts of a decision: what the steps found, and what the registry says in the same transaction. */
@Component
final class FactFinder {

    private final ToolScopes registry;
    private final Secrets secrets;
    private final InstantSource clock;

    FactFinder(ToolScopes registry, Secrets secrets, InstantSource clock) {
        this.registry = registry;
        this.secrets = secrets;
        this.clock = clock;
    }

    Facts find(Entitlement entitlement, Run run, Attempt attempt) {
        GrantRequest request = attempt.request();
        // Whole seconds, as in the token: the ledger's times are then the token's own.
        Facts.Moment moment = new Facts.Moment(secrets.nextShort(), clock.instant().truncatedTo(ChronoUnit.SECONDS));
        CredentialRequest asked = attempt.asked();
        if (asked != null && entitlement instanceof Entitlement.ToDraw toDraw) {
            return Facts.of(request.agent(), request.proof(), toDraw, registered(asked, run), asked, moment);
        }
        return Facts.of(request.agent(), request.proof(), entitlement, run, moment);
    }

    private Registered registered(CredentialRequest asked, Run run) {
        Map<ScopeName, Registered.Scope> scopes = new TreeMap<>();
        asked.scopes().forEach(scope -> scopes.put(scope, registered(scope, run)));
        boolean toolKnown = scopes.values().stream().flatMap(scope -> scope.active().stream())
                .anyMatch(active -> active.tool().equals(asked.resource()))
                || registry.tool(asked.resource()).isPresent();
        return new Registered(toolKnown, scopes);
    }

    /** One read where the run pins the version that is active still. */
    private Registered.Scope registered(ScopeName scope, Run run) {
        Optional<ToolScope> active = registry.active(scope);
        Map<Integer, ToolScope> pinned = new HashMap<>();
        run.terms().ceiling().stream().filter(entry -> entry.authority().scope().equals(scope))
                .map(CeilingEntry::pinnedVersion).distinct()
                .forEach(version -> pinned.put(version, active.filter(now -> now.version() == version)
                        .or(() -> registry.version(scope, version)).orElseThrow()));
        boolean known = active.isPresent() || registry.known(scope);
        return new Registered.Scope(known, active, pinned);
    }
}
