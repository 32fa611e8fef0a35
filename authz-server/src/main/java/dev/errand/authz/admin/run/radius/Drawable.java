package dev.errand.authz.admin.run.radius;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import dev.errand.authz.admin.run.radius.Reach.Part;
import dev.errand.authz.admin.run.radius.Reach.ScopeAt;

/**
 * What may still be drawn from a run. Revoking it ends that at once.
 *
 * @param calls how many calls are left in its budget
 * @param totals how much money is left in it
 * @param ceiling what every credential has to lie inside of
 * @param drawnUntil from when nothing can be drawn, whatever the user and the agent do
 * @param until from when every tool refuses what was drawn last
 */
public record Drawable(int calls, Amounts totals, List<HeldScope> ceiling, Instant drawnUntil, Instant until) {

    public Drawable {
        ceiling = List.copyOf(ceiling);
    }

    /** How far one gets with it: for each scope as if everything went into that one. */
    Reach reach() {
        if (calls == 0) {
            return Reach.NONE;
        }
        Amounts each = ceiling.stream().map(HeldScope::ofOneCall).reduce(Amounts.NONE, Amounts::max);
        return new Reach(calls, drawn(each), Reach.parts(parts(), Part::or), Optional.of(until));
    }

    private Stream<Map.Entry<ScopeAt, Part>> parts() {
        return ceiling.stream().map(scope -> Map.entry(new ScopeAt(scope.authority().tool(), scope.name()),
                new Part(calls, drawn(scope.ofOneCall()))));
    }

    /** The most that so many calls of this size move. */
    public Amounts drawn(Amounts ofOneCall) {
        return ofOneCall.times(calls).within(totals);
    }
}
