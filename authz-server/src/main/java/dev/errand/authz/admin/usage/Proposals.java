package dev.errand.authz.admin.usage;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

import dev.errand.authz.ledger.usage.Largest;
import dev.errand.authz.ledger.usage.LedgerUsage;
import dev.errand.toolscope.ScopeName;
import dev.errand.toolscope.ToolScope;
import dev.errand.toolscope.registry.ToolScopes;

/**
 * What the scopes of one page of the report could allow less of. A scope is everybody's who may ask for it: a limit is
 * never proposed below what anybody was granted, nor while there are grants whose amounts the ledger does not know.
 */
final class Proposals {

    private final LedgerUsage usage;
    private final Instant since;
    private final Map<String, Optional<ToolScope>> registered = new HashMap<>();
    private final Map<ScopeLimits.Key, BigDecimal> none = Map.of();
    private final Map<String, Map<ScopeLimits.Key, BigDecimal>> largest = new HashMap<>();
    private final Set<String> unread;

    Proposals(LedgerUsage usage, ToolScopes scopes, Collection<String> names, Instant since) {
        this.usage = usage;
        this.since = since;
        names.forEach(name -> registered.put(name, ScopeName.parse(name).flatMap(scopes::active)));
        this.unread = names.isEmpty() ? Set.of() : new HashSet<>(usage.unread(names, since));
        List<Largest> values = names.isEmpty() ? List.of() : usage.largestByScope(names, since);
        values.forEach(value -> largest.computeIfAbsent(value.scope(), _ -> new HashMap<>())
                .put(new ScopeLimits.Key(value.action(), value.parameter(), value.currency()), value.largest()));
    }

    /** The scope at the version in force. */
    Optional<ToolScope> registered(String scope) {
        return registered.getOrDefault(scope, Optional.empty());
    }

    /** What to propose to someone who looks at this scope of an agent. */
    Proposal of(String scope, boolean allowed, boolean used) {
        Optional<ToolScope> inForce = registered(scope);
        if (!used) {
            return allowed && inForce.isPresent()
                    ? new Proposal.Unused(usage.usedByAnyone(scope, since))
                    : new Proposal.Gone();
        }
        return inForce.map(this::tighten).orElseGet(Proposal.Nothing::new);
    }

    private Proposal tighten(ToolScope scope) {
        List<Proposal.NewLimit> limits = limits(scope);
        OptionalInt maxUses = maxUses(scope);
        return limits.isEmpty() && maxUses.isEmpty() ? new Proposal.Nothing() : new Proposal.Tighten(limits, maxUses);
    }

    private List<Proposal.NewLimit> limits(ToolScope scope) {
        List<Proposal.NewLimit> limits = new ArrayList<>();
        if (unread.contains(scope.name().value())) {
            return limits;
        }
        Map<ScopeLimits.Key, BigDecimal> asked = largest.getOrDefault(scope.name().value(), none);
        ScopeLimits.of(scope).limits().forEach((key, range) -> {
            BigDecimal proposed = asked.get(key);
            if (proposed != null && proposed.max(range.min()).compareTo(range.max()) < 0) {
                limits.add(new Proposal.NewLimit(key.action(), key.parameter(), key.currency(), range.max(),
                        proposed.max(range.min())));
            }
        });
        return limits;
    }

    private OptionalInt maxUses(ToolScope scope) {
        int most = scope.maxUses() > 1 ? usage.mostCalls(scope.name().value(), since) : scope.maxUses();
        return most >= 1 && most < scope.maxUses() ? OptionalInt.of(most) : OptionalInt.empty();
    }
}
