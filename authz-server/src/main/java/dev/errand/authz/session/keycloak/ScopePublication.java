package dev.errand.authz.session.keycloak;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.errand.authz.keys.Issuer;
import dev.errand.authz.ledger.EventEntry;
import dev.errand.authz.ledger.Ledger;
import dev.errand.authz.session.upstream.UpstreamHttp;
import dev.errand.authz.session.upstream.UpstreamUnavailable;
import dev.errand.toolscope.ToolScope;
import dev.errand.toolscope.registry.ToolScopes;

/**
 * Publishes the registry's active scopes as client scopes of a realm, so that others who have clients there see what
 * there is. Asking again changes only what is different; what others made is left alone, whatever it is called. A client
 * scope of the realm gives nothing here. Thread-safe.
 */
public final class ScopePublication {

    private static final Logger LOG = LoggerFactory.getLogger(ScopePublication.class);

    /** A request for each scope takes longer than whoever waits for a credential may wait. */
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final Realms realms;
    private final UpstreamHttp http;
    private final ToolScopes registry;
    private final Issuer issuer;
    private final Ledger ledger;
    private final InstantSource clock;

    ScopePublication(Realms realms, UpstreamHttp http, ToolScopes registry, Issuer issuer, Ledger ledger,
            InstantSource clock) {
        this.realms = realms;
        this.http = http;
        this.registry = registry;
        this.issuer = issuer;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * Publishes what is active now.
     *
     * @param registration what the provider is called in the configuration
     * @param by who wants it, for the ledger
     */
    public Publication publish(String registration, String by) {
        Optional<Realm> realm = realms.find(registration);
        if (realm.isEmpty()) {
            return new Publication.Unknown();
        }
        List<ToolScope> active = registry.activeScopes();
        try {
            Publication.Published published = http.within(DEADLINE, () -> publish(realm.get(), active));
            ledger.event(new EventEntry(clock.instant(), "scopes_published", null, null, null, null,
                    "at %s: %d created, %d changed, %d removed, by %s".formatted(registration, published.created(),
                            published.changed(), published.removed(), by),
                    false));
            return published;
        } catch (UpstreamUnavailable ex) {
            LOG.warn("The scopes were not all published at {}: {}", registration, ex.getMessage(), ex);
            return new Publication.Unavailable();
        }
    }

    private Publication.Published publish(Realm realm, List<ToolScope> active) throws UpstreamUnavailable {
        Map<String, ClientScopeRepresentation> there = realm.scopes().stream()
                .collect(Collectors.toMap(ClientScopeRepresentation::getName, Function.identity()));
        int created = 0;
        int changed = 0;
        List<String> foreign = new ArrayList<>();
        for (ToolScope scope : active) {
            PublishedScope wanted = new PublishedScope(scope, issuer.value());
            ClientScopeRepresentation before = there.remove(scope.name().value());
            if (before == null) {
                realm.create(wanted.representation());
                created++;
            } else if (!PublishedScope.isOf(before, issuer.value())) {
                foreign.add(before.getName());
            } else if (!wanted.isIn(before)) {
                realm.update(wanted.in(before));
                changed++;
            }
        }
        int removed = remove(realm, there);
        return new Publication.Published(created, changed, removed, active.size() - created - changed - foreign.size(),
                List.copyOf(foreign));
    }

    private int remove(Realm realm, Map<String, ClientScopeRepresentation> left) throws UpstreamUnavailable {
        int removed = 0;
        for (ClientScopeRepresentation scope : left.values()) {
            if (PublishedScope.isOf(scope, issuer.value())) {
                realm.remove(scope);
                removed++;
            }
        }
        return removed;
    }
}
