package dev.errand.authz.grant;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.errand.authz.client.AuthenticatedAgent;
import dev.errand.authz.grant.GrantRefusal.Kind;
import dev.errand.authz.proof.VerifiedProof;
import dev.errand.authz.run.Footing;
import dev.errand.authz.run.Ground;
import dev.errand.authz.run.Run;
import dev.errand.authz.run.RunTree;
import dev.errand.authz.run.Runs;
import dev.errand.authz.run.Standing;

/**
 * Turns what was presented into an entitlement: the grant is this client's and bound to the key just proved, and the
 * ground that it stands on is locked and holds.
 */
@Component
public final class Entitlements {

    private final Runs runs;
    private final RunTree tree;
    private final Ground ground;

    Entitlements(Runs runs, RunTree tree, Ground ground) {
        this.runs = runs;
        this.tree = tree;
        this.ground = ground;
    }

    /** Checks and locks, in the caller's transaction. */
    public EntitlementCheck establish(Presented presented, AuthenticatedAgent agent, VerifiedProof proof) {
        Kind kind = presented instanceof Presented.RunToken || presented instanceof Presented.ChildRun
                ? Kind.SUBJECT_TOKEN
                : Kind.GRANT;
        if (!presented.clientId().equals(agent.clientId())) {
            return refused(GrantRefusal.alarm(kind, "client_mismatch", alarmRun(presented)));
        }
        if (!presented.jkt().equals(proof.jkt())) {
            return refused(GrantRefusal.alarm(kind, "proof_key_mismatch", alarmRun(presented)));
        }
        return switch (presented) {
            case Presented.Administration own -> new EntitlementCheck.Entitled(new Entitlement.ToAdminister());
            case Presented.Consent consent -> toOpen(consent, agent);
            case Presented.Continuation continuation -> toDraw(continuation, continuation.runId(), kind);
            case Presented.RunToken token -> toDraw(token, token.runId(), kind);
            case Presented.ChildRun child -> toOpenChild(child, agent, kind);
        };
    }

    /** Whom and where a run is for never changes, so that it can be read before the lock that comes after these. */
    private EntitlementCheck toOpenChild(Presented.ChildRun child, AuthenticatedAgent agent, Kind kind) {
        Optional<Run> parent = runs.find(child.runId());
        if (parent.isEmpty()) {
            return refused(GrantRefusal.of(kind, "run_unknown", null));
        }
        Standing standing = ground.lockToOpen(Footing.of(parent.get()), agent.assertionKey());
        return switch (standing) {
            case Standing.Ended(String reason) -> refused(GrantRefusal.of(kind, reason, null));
            case Standing.Holds _ -> outOf(child, kind);
        };
    }

    private EntitlementCheck outOf(Presented.ChildRun child, Kind kind) {
        return switch (toDraw(child, child.runId(), kind)) {
            case EntitlementCheck.Entitled(Entitlement.ToDraw parent) when tree.hasKey(parent.run().lineage(),
                    child.actor().jkt()) ->
                refused(GrantRefusal.of(Kind.REQUEST, "actor_key_reused", "actor_token"));
            case EntitlementCheck.Entitled(Entitlement.ToDraw parent) -> new EntitlementCheck.Entitled(
                    new Entitlement.ToOpenChild(parent.session(), parent.run(), child));
            case EntitlementCheck other -> other;
        };
    }

    private EntitlementCheck toOpen(Presented.Consent consent, AuthenticatedAgent agent) {
        Footing footing = new Footing(consent.sid(), consent.subject(), consent.clientId(), consent.consentId(),
                consent.consentedAt(), consent.terms().ceiling());
        return switch (ground.lockToOpen(footing, agent.assertionKey())) {
            case Standing.Holds holds ->
                new EntitlementCheck.Entitled(new Entitlement.ToOpenRun(holds.session(), consent));
            case Standing.Ended ended -> refused(GrantRefusal.of(Kind.GRANT, ended.reason(), null));
        };
    }

    private EntitlementCheck toDraw(Presented presented, String runId, Kind kind) {
        Optional<Run> locked = runs.lock(runId);
        if (locked.isEmpty()) {
            return refused(GrantRefusal.of(kind, "run_unknown", null));
        }
        Run run = locked.get();
        return switch (ground.of(run)) {
            case Standing.Holds holds when run.jkt().equals(presented.jkt()) ->
                new EntitlementCheck.Entitled(new Entitlement.ToDraw(holds.session(), run, presented));
            case Standing.Holds otherKey -> refused(GrantRefusal.alarm(kind, "proof_key_mismatch", runId));
            case Standing.Ended ended -> refused(GrantRefusal.of(kind, ended.reason(), null));
        };
    }

    /** A run's secret under a wrong key or client means that somebody else holds it; a code has no run yet. */
    private static @Nullable String alarmRun(Presented presented) {
        return switch (presented) {
            case Presented.Continuation continuation -> continuation.runId();
            case Presented.RunToken token -> token.runId();
            case Presented.ChildRun child -> child.runId();
            case Presented.Consent consent -> null;
            case Presented.Administration own -> null;
        };
    }

    private static EntitlementCheck refused(GrantRefusal refusal) {
        return new EntitlementCheck.NotEntitled(refusal);
    }
}
