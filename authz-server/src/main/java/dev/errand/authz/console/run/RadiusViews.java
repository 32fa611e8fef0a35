package dev.errand.authz.console.run;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;

import dev.errand.authz.admin.run.radius.Amounts;
import dev.errand.authz.admin.run.radius.BlastRadii;
import dev.errand.authz.admin.run.radius.BlastRadius;
import dev.errand.authz.admin.run.radius.Done;
import dev.errand.authz.admin.run.radius.Drawable;
import dev.errand.authz.admin.run.radius.HeldScope;
import dev.errand.authz.admin.run.radius.HeldScopes;
import dev.errand.authz.admin.run.radius.Outstanding;
import dev.errand.authz.admin.run.radius.Reach;
import dev.errand.authz.console.Moment;
import dev.errand.authz.run.Run;
import dev.errand.authz.run.words.ScopeWords;
import dev.errand.toolscope.Effect;

/** Puts blast radii into words. */
@Component
public final class RadiusViews {

    private final BlastRadii radii;
    private final HeldScopes scopes;
    private final ScopeWords words;

    RadiusViews(BlastRadii radii, HeldScopes scopes, ScopeWords words) {
        this.radii = radii;
        this.scopes = scopes;
        this.words = words;
    }

    /** The run's blast radius now. */
    public RadiusView of(Run run) {
        BlastRadius radius = radii.of(run.runId()).orElseThrow();
        Instant at = radius.at();
        return new RadiusView(Moment.of(at), extent(radius.now(), at), extent(radius.afterRevoking(), at),
                radius.drawable().map(Drawable::drawnUntil).map(Moment::of).orElse(null),
                scopes.of(run).stream().map(scope -> part(scope, radius)).toList(),
                radius.children().entrySet().stream().map(child -> child(child.getKey(), child.getValue())).toList(),
                radius.outstanding().stream().map(credential -> credential(credential, at)).toList(),
                radius.done().stream().map(this::done).toList());
    }

    private static RadiusView.Extent extent(Reach reach, Instant now) {
        return new RadiusView.Extent(reach.calls(), AmountLine.of(reach.amounts()),
                reach.until().map(Moment::of).orElse(null), reach.until().map(until -> seconds(now, until)).orElse(0L));
    }

    private RadiusView.Part part(HeldScope scope, BlastRadius radius) {
        Optional<Drawable> drawable = radius.drawable();
        int used = radius.done().stream().filter(done -> done.scope().equals(scope.name()))
                .mapToInt(done -> done.allowed() + done.unknown()).sum();
        return new RadiusView.Part(words.of(scope.authority(), scope.version()), word(scope.effect()),
                drawable.map(Drawable::calls).orElse(0),
                AmountLine.of(drawable.map(left -> left.drawn(scope.ofOneCall())).orElse(Amounts.NONE)), used);
    }

    private RadiusView.Child child(String runId, Drawable left) {
        Amounts each = left.ceiling().stream().map(HeldScope::ofOneCall).reduce(Amounts.NONE, Amounts::max);
        return new RadiusView.Child(RunLink.to(runId),
                left.ceiling().stream().map(scope -> words.of(scope.authority(), scope.version())).toList(), left.calls(),
                AmountLine.of(left.drawn(each)), Moment.of(left.drawnUntil()));
    }

    private RadiusView.Credential credential(Outstanding out, Instant now) {
        Amounts each = out.scopes().stream().map(HeldScope::ofOneCall).reduce(Amounts.NONE, Amounts::max);
        return new RadiusView.Credential(out.credentialId(), words.tool(out.tool()),
                out.scopes().stream().map(scope -> words.of(scope.authority(), scope.version())).toList(), out.calls(),
                AmountLine.of(each.times(out.calls())), seconds(now, out.until()), Moment.of(out.until()));
    }

    private RadiusView.DoneLine done(Done done) {
        return new RadiusView.DoneLine(words.tool(done.tool()), done.scope(), word(done.effect()), done.changed(),
                done.allowed(), AmountLine.of(done.amounts()), done.unknown(), AmountLine.of(done.unknownAmounts()));
    }

    private static String word(Optional<Effect> effect) {
        return effect.map(Effect::word).orElse("unknown");
    }

    /** A second that has begun counts. */
    private static long seconds(Instant now, Instant until) {
        List<Duration> left = List.of(Duration.between(now, until).plusNanos(999_999_999), Duration.ZERO);
        return left.stream().max(Duration::compareTo).orElseThrow().toSeconds();
    }
}
