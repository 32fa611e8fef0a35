package dev.errand.authz.admin.run.radius;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the holder of every secret of a run and of all that descend from it (run tokens, refresh tokens, the instances'
 * keys, all credentials) could do with them from now on. An upper bound: the holder may get less far, never further. It counts on tools that accept a
 * credential for {@link #LEEWAY_SECONDS} seconds after its {@code exp} at most, and no more often than it says.
 *
 * @param runId the run
 * @param at when this was so
 * @param ended why nothing can be drawn from the run any more; empty while something can
 * @param drawable what can be drawn from it
 * @param children what can be drawn from each run that descends from it, by the run's id; it was taken out of its
 *     parent's budget when it was opened
 * @param outstanding what was drawn and is out, the latest first
 * @param done what was done
 */
public record BlastRadius(String runId, Instant at, Optional<String> ended, Optional<Drawable> drawable,
        Map<String, Drawable> children, List<Outstanding> outstanding, List<Done> done) {

    /** By how much a tool's clock may be late. */
    public static final int LEEWAY_SECONDS = 5;

    public BlastRadius {
        children = Collections.unmodifiableSortedMap(new TreeMap<>(children));
        outstanding = List.copyOf(outstanding);
        done = List.copyOf(done);
    }

    /** How far the holder gets while nobody revokes the run. */
    public Reach now() {
        return Stream.concat(drawable.stream(), children.values().stream()).map(Drawable::reach)
                .reduce(afterRevoking(), Reach::plus);
    }

    /** How far the holder gets if the run is revoked now: with what is out already. */
    public Reach afterRevoking() {
        return outstanding.stream().map(Outstanding::reach).reduce(Reach.NONE, Reach::plus);
    }
}
