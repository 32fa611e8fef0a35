package dev.errand.authz.admin.run;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.errand.authz.admin.run.radius.Amounts;
import dev.errand.authz.admin.run.radius.BlastRadius;
import dev.errand.authz.admin.run.radius.Done;
import dev.errand.authz.admin.run.radius.Drawable;
import dev.errand.authz.admin.run.radius.HeldScope;
import dev.errand.authz.admin.run.radius.Outstanding;
import dev.errand.authz.admin.run.radius.Reach;
import dev.errand.toolscope.Effect;
import dev.errand.toolscope.Identifiers;

/** A blast radius in its JSON form. */
final class BlastRadiusJson {

    private BlastRadiusJson() {}

    static Map<String, @Nullable Object> write(BlastRadius radius) {
        Map<String, @Nullable Object> written = new LinkedHashMap<>();
        written.put("run_id", radius.runId());
        written.put("at", radius.at().toString());
        written.put("ended", radius.ended().orElse(null));
        written.put("now", reach(radius.now(), radius.at()));
        written.put("after_revoking", reach(radius.afterRevoking(), radius.at()));
        written.put("drawable", radius.drawable().map(BlastRadiusJson::drawable).orElse(null));
        written.put("children",
                radius.children().entrySet().stream().map(child -> child(child.getKey(), child.getValue())).toList());
        written.put("outstanding", radius.outstanding().stream().map(one -> outstanding(one, radius.at())).toList());
        written.put("done", radius.done().stream().map(BlastRadiusJson::done).toList());
        return written;
    }

    private static Map<String, @Nullable Object> reach(Reach reach, Instant now) {
        Map<String, @Nullable Object> written = new LinkedHashMap<>();
        written.put("calls", reach.calls());
        written.put("amounts", amounts(reach.amounts()));
        written.put("scopes", reach.scopes().entrySet().stream().map(scope -> Map.of("tool", scope.getKey().tool(),
                "scope", scope.getKey().scope(), "calls", scope.getValue().calls(), "amounts",
                amounts(scope.getValue().amounts()))).toList());
        written.put("until", reach.until().map(Instant::toString).orElse(null));
        written.put("seconds", reach.until().map(until -> seconds(now, until)).orElse(0L));
        return written;
    }

    private static Map<String, @Nullable Object> child(String runId, Drawable drawable) {
        Map<String, @Nullable Object> written = new LinkedHashMap<>();
        written.put("run_id", runId);
        written.put("drawable", drawable(drawable));
        return written;
    }

    private static Map<String, @Nullable Object> drawable(Drawable drawable) {
        Map<String, @Nullable Object> written = new LinkedHashMap<>();
        written.put("calls", drawable.calls());
        written.put("totals", amounts(drawable.totals()));
        written.put("ceiling", drawable.ceiling().stream().map(scope -> scope(scope.authority().tool(), scope)).toList());
        written.put("drawn_until", drawable.drawnUntil().toString());
        written.put("until", drawable.until().toString());
        return written;
    }

    private static Map<String, @Nullable Object> outstanding(Outstanding outstanding, Instant now) {
        Map<String, @Nullable Object> written = new LinkedHashMap<>();
        written.put("credential_id", outstanding.credentialId());
        written.put("tool", outstanding.tool());
        written.put("calls", outstanding.calls());
        written.put("scopes", outstanding.scopes().stream().map(scope -> scope(outstanding.tool(), scope)).toList());
        written.put("expires_at", outstanding.expiresAt().toString());
        written.put("until", outstanding.until().toString());
        written.put("seconds", seconds(now, outstanding.until()));
        return written;
    }

    private static Map<String, @Nullable Object> scope(String tool, HeldScope scope) {
        Map<String, @Nullable Object> written = new LinkedHashMap<>();
        written.put("tool", tool);
        written.put("scope", scope.name());
        written.put("version", scope.version());
        written.put("effect", effect(scope.effect()));
        written.put("actions", List.copyOf(scope.authority().actions().keySet()));
        written.put("identifier", scope.authority().identifier().map(BlastRadiusJson::target).orElse(null));
        written.put("amounts_of_one_call", amounts(scope.ofOneCall()));
        return written;
    }

    /** In the API's own words, whatever the pages' are. */
    private static String target(Identifiers identifier) {
        return switch (identifier) {
            case Identifiers.Exactly exactly -> "only " + exactly.value();
            case Identifiers.Matching matching -> "any " + matching.pattern();
            case Identifiers.SameAs same -> "only " + same.asConstraint().words();
        };
    }

    private static Map<String, @Nullable Object> done(Done done) {
        Map<String, @Nullable Object> written = new LinkedHashMap<>();
        written.put("tool", done.tool());
        written.put("scope", done.scope().isEmpty() ? null : done.scope());
        written.put("effect", effect(done.effect()));
        written.put("allowed", done.allowed());
        written.put("allowed_amounts", amounts(done.amounts()));
        written.put("unknown", done.unknown());
        written.put("unknown_amounts", amounts(done.unknownAmounts()));
        return written;
    }

    private static @Nullable String effect(Optional<Effect> effect) {
        return effect.map(Effect::word).orElse(null);
    }

    private static List<Map<String, String>> amounts(Amounts amounts) {
        return amounts.of().entrySet().stream().map(amount -> Map.of("parameter", amount.getKey().parameter(), "max",
                amount.getValue().toPlainString(), "currency", amount.getKey().currency())).toList();
    }

    /** A second that has begun counts. */
    private static long seconds(Instant now, Instant until) {
        return Math.max(0, Duration.between(now, until).plusNanos(999_999_999).toSeconds());
    }
}
