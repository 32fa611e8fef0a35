package dev.errand.authz.admin.run.radius;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import dev.errand.authz.admin.run.radius.Reach.ScopeAt;
import dev.errand.authz.ledger.Outcome;
import dev.errand.authz.ledger.run.CallCount;
import dev.errand.authz.ledger.run.IssuedCredential;
import dev.errand.authz.ledger.run.IssuedScope;
import dev.errand.authz.run.CeilingEntry;
import dev.errand.authz.run.Run;
import dev.errand.toolscope.Authority;
import dev.errand.toolscope.Effect;
import dev.errand.toolscope.ScopeName;
import dev.errand.toolscope.ToolScope;
import dev.errand.toolscope.json.DetailsJson;
import dev.errand.toolscope.json.Parsed;
import dev.errand.toolscope.registry.ToolScopes;

/** Reads scopes out of what is stored, and what they do to the world out of the registry. Thread-safe. */
@Component
public final class HeldScopes {

    private static final TypeReference<List<Map<String, Object>>> DETAILS = new TypeReference<>() {
    };

    private final ToolScopes registry;
    private final JsonMapper json;

    HeldScopes(ToolScopes registry, JsonMapper json) {
        this.registry = registry;
        this.json = json;
    }

    /** What the run's ceiling allows, with the versions that the user consented to. */
    public List<HeldScope> of(Run run) {
        return run.terms().ceiling().stream().map(entry -> held(entry.authority(), entry.pinnedVersion())).toList();
    }

    /** What the credential allows. */
    public List<HeldScope> of(IssuedCredential credential) {
        return credential.scopes().stream().map(this::held).toList();
    }

    private HeldScope held(IssuedScope issued) {
        Integer version = issued.version();
        return held(authority(issued), version == null ? ToolScope.UNREGISTERED : version);
    }

    private HeldScope held(Authority authority, int version) {
        return new HeldScope(authority, version, version(authority.scope(), version).map(ToolScope::effect));
    }

    /** The longest that a credential of the run lives; what was registered since then can only shorten it. */
    Duration longestLife(Run run) {
        return run.terms().ceiling().stream().map(CeilingEntry::authority).map(Authority::scope).distinct()
                .flatMap(scope -> pinned(run, scope).flatMap(version -> version(scope, version).stream()))
                .map(ToolScope::lifetime).max(Duration::compareTo).orElse(Duration.ZERO);
    }

    private static Stream<Integer> pinned(Run run, ScopeName scope) {
        return run.terms().ceiling().stream().filter(entry -> entry.authority().scope().equals(scope))
                .map(CeilingEntry::pinnedVersion);
    }

    /** What was done, scope by scope. */
    List<Done> done(List<CallCount> counts) {
        Map<ScopeAt, Done> byScope = new TreeMap<>();
        counts.forEach(count -> byScope.merge(new ScopeAt(count.tool(), scope(count)), done(count), Done::plus));
        return List.copyOf(byScope.values());
    }

    private Done done(CallCount count) {
        Optional<HeldScope> held = Optional.ofNullable(count.issued()).map(this::held);
        Amounts amounts = held.map(HeldScope::ofOneCall).orElse(Amounts.NONE).times(count.calls());
        boolean known = count.outcome() == Outcome.ALLOWED;
        Optional<Effect> effect = held.flatMap(HeldScope::effect);
        return known
                ? new Done(count.tool(), scope(count), effect, count.calls(), amounts, 0, Amounts.NONE)
                : new Done(count.tool(), scope(count), effect, 0, Amounts.NONE, count.calls(), amounts);
    }

    private static String scope(CallCount count) {
        String scope = count.scope();
        return scope == null ? "" : scope;
    }

    private Optional<ToolScope> version(ScopeName scope, int version) {
        return version == ToolScope.UNREGISTERED ? Optional.empty() : registry.version(scope, version);
    }

    private Authority authority(IssuedScope issued) {
        String details = issued.details();
        List<Map<String, Object>> elements = details == null ? List.of() : json.readValue(details, DETAILS);
        return elements.stream().map(DetailsJson::readGranted).map(HeldScopes::stored)
                .filter(authority -> authority.scope().value().equals(issued.scope())).findFirst()
                .orElseThrow(() -> new IllegalStateException("the ledger has no details of " + issued.scope()));
    }

    private static Authority stored(Parsed<Authority> parsed) {
        return switch (parsed) {
            case Parsed.Value<Authority>(Authority authority) -> authority;
            case Parsed.Malformed<Authority>(String member, String problem) ->
                throw new IllegalStateException("stored details are damaged: " + member + " " + problem);
        };
    }
}
