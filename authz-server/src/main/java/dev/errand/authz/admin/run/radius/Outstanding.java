package dev.errand.authz.admin.run.radius;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.errand.authz.admin.run.radius.Reach.Part;
import dev.errand.authz.admin.run.radius.Reach.ScopeAt;

/**
 * A credential that is out and may be used still, even after its run is revoked where a tool does not hear of that.
 *
 * @param credentialId its {@code jti}
 * @param tool where it is good
 * @param calls how many calls it is good for still, whichever of its scopes they are of
 * @param scopes what it is good for
 * @param expiresAt its {@code exp}
 * @param until from when every tool refuses it, slow clocks included
 */
public record Outstanding(String credentialId, String tool, int calls, List<HeldScope> scopes, Instant expiresAt,
        Instant until) {

    public Outstanding {
        scopes = List.copyOf(scopes);
    }

    /** How far one gets with it. */
    Reach reach() {
        Amounts each = scopes.stream().map(HeldScope::ofOneCall).reduce(Amounts.NONE, Amounts::max);
        return new Reach(calls, each.times(calls), Reach.parts(scopes.stream()
                .map(scope -> Map.entry(new ScopeAt(tool, scope.name()), new Part(calls, scope.ofOneCall().times(calls)))),
                Part::or), Optional.of(until));
    }
}
