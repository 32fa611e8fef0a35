package dev.errand.toolscope.alive;

import java.util.Optional;

import dev.errand.toolscope.Effect;
import dev.errand.toolscope.ScopeName;

/**
 * What a call does decides what has to be known of its run: to read, that nobody has said that it ended; to change
 * something, that whoever would say so has been heard a moment ago; to change something for good, that the issuer itself
 * says that it lives.
 */
public final class LivenessChecks implements RunLiveness {

    private static final Liveness ALIVE = new Liveness.Alive();

    private final ScopeEffects effects;
    private final Revocations revocations;
    private final OnlineCheck online;

    /**
     * The checks of one tool.
     *
     * @param effects what its scopes do
     * @param revocations what it hears; {@link Revocations#UNHEARD} if nothing
     * @param online how it asks; {@link OnlineCheck#OFF} if it does not
     */
    public LivenessChecks(ScopeEffects effects, Revocations revocations, OnlineCheck online) {
        this.effects = effects;
        this.revocations = revocations;
        this.online = online;
    }

    @Override
    public Liveness onArrival(ScopeName scope, String credentialId) {
        boolean stale = revocations.stale();
        Optional<String> reason = revocations.reason(credentialId);
        if (reason.isPresent()) {
            return new Liveness.Ended(reason.get());
        }
        return stale && effects.of(scope) != Effect.READ ? new Liveness.Unknowable(Liveness.FEED_STALE) : ALIVE;
    }

    @Override
    public Liveness beforeClaim(ScopeName scope, String token) {
        return effects.of(scope) == Effect.IRREVERSIBLE ? online.check(token) : ALIVE;
    }
}
