package dev.errand.authz.admin.usage;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.errand.authz.admin.Cursor;
import dev.errand.authz.admin.Page;
import dev.errand.authz.agent.Agent;
import dev.errand.authz.agent.Agents;
import dev.errand.authz.ledger.usage.Granted;
import dev.errand.authz.ledger.usage.Largest;
import dev.errand.authz.ledger.usage.LedgerUsage;
import dev.errand.authz.ledger.usage.Used;
import dev.errand.toolscope.ToolScope;
import dev.errand.toolscope.registry.ToolScopes;

/**
 * Granted against used: each agent with each scope that it may ask for or was granted, by agent and scope. A page adds up
 * the ledger of the few agents on it. Thread-safe.
 */
@Component
public final class UsageReport {

    /** It adds up what other requests read fifty rows of. */
    private static final Duration AT_MOST = Duration.ofSeconds(30);

    /** How many agents are added up at once. */
    private static final int AGENTS = 10;

    private final LedgerUsage usage;
    private final Agents agents;
    private final ToolScopes scopes;
    private final InstantSource clock;
    private final TransactionTemplate transaction;

    UsageReport(LedgerUsage usage, Agents agents, ToolScopes scopes, InstantSource clock,
            PlatformTransactionManager transactions) {
        this.usage = usage;
        this.agents = agents;
        this.scopes = scopes;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setReadOnly(true);
        this.transaction.setTimeout((int) AT_MOST.toSeconds());
    }

    /** The page that is asked for. */
    public Page<UsageRow> page(UsageQuery query) {
        return Objects.requireNonNull(transaction.execute(_ -> read(query)));
    }

    private Page<UsageRow> read(UsageQuery query) {
        Instant since = clock.instant().minus(Duration.ofDays(query.days()));
        Page<Pair> page = Page.of(pairs(query, since), query.page().limit(),
                pair -> Cursor.of(pair.agent().clientId(), pair.scope()));
        Set<String> names = page.items().stream().map(Pair::scope).collect(Collectors.toCollection(LinkedHashSet::new));
        Proposals proposals = new Proposals(usage, scopes, names, since);
        List<Largest> largest = page.items().isEmpty()
                ? List.of()
                : usage.largestByAgent(page.items().stream().map(pair -> pair.agent().clientId()).distinct().toList(), since);
        return page.map(pair -> row(pair, proposals, largest));
    }

    /** One more than the page holds, if there are so many. */
    private List<Pair> pairs(UsageQuery query, Instant since) {
        List<Pair> pairs = new ArrayList<>();
        String from = query.page().after().map(after -> after.part(0)).orElse("");
        boolean more = true;
        boolean inclusive = true;
        while (more && pairs.size() <= query.page().limit()) {
            List<Agent> chunk = query.agent().map(name -> agents.find(name).stream().toList())
                    .orElse(agents.list(from, inclusive, AGENTS));
            more = query.agent().isEmpty() && chunk.size() == AGENTS;
            pairs.addAll(pairs(chunk, query, since));
            from = chunk.isEmpty() ? from : chunk.getLast().clientId();
            inclusive = false;
        }
        return pairs.subList(0, Math.min(pairs.size(), query.page().limit() + 1));
    }

    private List<Pair> pairs(List<Agent> chunk, UsageQuery query, Instant since) {
        List<String> ids = chunk.stream().map(Agent::clientId).toList();
        if (ids.isEmpty()) {
            return List.of();
        }
        List<Granted> granted = usage.granted(ids, query.scope(), since);
        List<Used> used = usage.used(ids, query.scope(), since);
        List<Pair> pairs = new ArrayList<>();
        for (Agent agent : chunk) {
            Map<String, Pair> byScope = new TreeMap<>();
            agent.allowedScopes().stream().filter(scope -> query.scope().map(scope::equals).orElse(true))
                    .forEach(scope -> byScope.put(scope, new Pair(agent, scope, Optional.empty(), Optional.empty())));
            granted.stream().filter(one -> one.agent().equals(agent.clientId())).forEach(one -> byScope.put(one.scope(),
                    new Pair(agent, one.scope(), Optional.of(one), used.stream().filter(one::sameAs).findFirst())));
            byScope.values().stream().filter(pair -> isAfter(pair, query.page().after())).forEach(pairs::add);
        }
        return pairs;
    }

    private static boolean isAfter(Pair pair, Optional<Cursor> after) {
        return after.filter(cursor -> cursor.part(0).equals(pair.agent().clientId()))
                .map(cursor -> cursor.part(1).compareTo(pair.scope()) < 0).orElse(true);
    }

    private static UsageRow row(Pair pair, Proposals proposals, List<Largest> largest) {
        Optional<ToolScope> registered = proposals.registered(pair.scope());
        boolean allowed = pair.agent().allowedScopes().contains(pair.scope());
        long granted = pair.granted().map(Granted::credentials).orElse(0L);
        return new UsageRow(pair.agent().clientId(), pair.scope(), allowed, registered.isPresent(), granted,
                pair.used().map(Used::calls).orElse(0L), granted - pair.used().map(Used::credentials).orElse(0L),
                pair.granted().map(Granted::last), pair.used().map(Used::last), limits(pair, registered, largest),
                proposals.of(pair.scope(), allowed, pair.used().isPresent()));
    }

    private static List<LimitUse> limits(Pair pair, Optional<ToolScope> registered, List<Largest> largest) {
        Optional<ScopeLimits> limits = registered.map(ScopeLimits::of);
        return largest.stream()
                .filter(one -> one.agent().equals(pair.agent().clientId()) && one.scope().equals(pair.scope()))
                .sorted(Comparator.comparing(Largest::action).thenComparing(Largest::parameter)
                        .thenComparing(Largest::currency))
                .map(one -> new LimitUse(one.action(), one.parameter(), one.currency(), one.largest(),
                        limits.flatMap(all -> all.max(one.action(), one.parameter(), one.currency()))))
                .toList();
    }

    private record Pair(Agent agent, String scope, Optional<Granted> granted, Optional<Used> used) {}
}
