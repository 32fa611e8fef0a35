package dev.errand.authz.admin.run.radius;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import dev.errand.authz.grant.refresh.RefreshTokens;
import dev.errand.authz.ledger.run.RunRecords;
import dev.errand.authz.run.ChildLimits;
import dev.errand.authz.run.Ground;
import dev.errand.authz.run.Run;
import dev.errand.authz.run.RunTree;
import dev.errand.authz.run.Runs;
import dev.errand.authz.run.Standing;
import dev.errand.authz.session.UserSession;

/**
 * Works out blast radii. Everything is read in one snapshot: what was debited and what was issued for it are seen both
 * or neither. Thread-safe.
 */
@Component
public final class BlastRadii {

    private static final Duration LEEWAY = Duration.ofSeconds(BlastRadius.LEEWAY_SECONDS);

    private final Runs runs;
    private final RunTree tree;
    private final ChildLimits limits;
    private final Ground ground;
    private final RefreshTokens refreshTokens;
    private final RunRecords records;
    private final HeldScopes scopes;
    private final TransactionTemplate snapshot;
    private final InstantSource clock;

    BlastRadii(Runs runs, RunTree tree, ChildLimits limits, Ground ground, RefreshTokens refreshTokens, RunRecords records,
            HeldScopes scopes, PlatformTransactionManager transactions, InstantSource clock) {
        this.runs = runs;
        this.tree = tree;
        this.limits = limits;
        this.ground = ground;
        this.refreshTokens = refreshTokens;
        this.records = records;
        this.scopes = scopes;
        this.snapshot = new TransactionTemplate(transactions);
        // H2's repeatable read takes a snapshot of each table when it first looks at it: that is no one moment.
        this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_SERIALIZABLE);
        this.snapshot.setReadOnly(true);
        this.clock = clock;
    }

    /** The blast radius of the run of this id. */
    public Optional<BlastRadius> of(String runId) {
        return Objects.requireNonNull(snapshot.execute(_ -> runs.find(runId).map(this::of)));
    }

    private BlastRadius of(Run run) {
        Instant now = clock.instant();
        List<String> descendants = tree.descendants(run.runId());
        List<String> all = Stream.concat(Stream.of(run.runId()), descendants.stream()).toList();
        List<Outstanding> outstanding = records.expiringAfter(all, now.minus(LEEWAY)).stream()
                .filter(credential -> credential.usesLeft() > 0)
                .map(credential -> new Outstanding(credential.credentialId(), credential.tool(), credential.usesLeft(),
                        scopes.of(credential), credential.expiresAt(), credential.expiresAt().plus(LEEWAY)))
                .toList();
        List<Done> done = scopes.done(records.made(all));
        return switch (ground.of(run)) {
            case Standing.Ended(String reason) ->
                new BlastRadius(run.runId(), now, Optional.of(reason), Optional.empty(), Map.of(), outstanding, done);
            case Standing.Holds(UserSession session) -> {
                Optional<Drawable> drawable = drawable(run, session, now);
                yield new BlastRadius(run.runId(), now, drawable.isEmpty() ? Optional.of("tokens_expired") : Optional.empty(),
                        drawable, ofChildren(run, session, now), outstanding, done);
            }
        };
    }

    /** What can be drawn from whatever descends from the run, as long as the run itself lives. */
    private Map<String, Drawable> ofChildren(Run run, UserSession session, Instant now) {
        Map<String, Drawable> children = new TreeMap<>();
        tree.liveDescendants(run.runId()).forEach(
                id -> runs.find(id).flatMap(child -> drawable(child, session, now)).ifPresent(left -> children.put(id, left)));
        return children;
    }

    private Optional<Drawable> drawable(Run run, UserSession session, Instant now) {
        Instant end = earlier(run.terms().deadline(), session.absoluteEnd());
        return drawnUntil(run, end).filter(now::isBefore).map(drawnUntil -> new Drawable(run.left().calls(),
                Amounts.of(run.left().totals()), scopes.of(run), drawnUntil,
                earlier(drawnUntil.plus(scopes.longestLife(run)), end).plus(LEEWAY)));
    }

    /**
     * Who can refresh can draw to the end: every refresh token brings the next one, and the user may keep the session
     * from being idle. Who cannot has the last run token, and may open a child by it whose tokens are refreshed.
     */
    private Optional<Instant> drawnUntil(Run run, Instant end) {
        Instant now = clock.instant();
        boolean refreshable = refreshTokens.liveUntil(run.runId()).filter(now::isBefore).isPresent();
        boolean branches = run.lineage().size() <= limits.maxDepth();
        return refreshable
                ? Optional.of(end)
                : records.runTokenUntil(run.runId())
                        .map(token -> branches && now.isBefore(token) ? end : earlier(token, end));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
