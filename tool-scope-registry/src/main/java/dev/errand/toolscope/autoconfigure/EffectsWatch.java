package dev.errand.toolscope.autoconfigure;

import dev.errand.toolscope.alive.ScopeEffects;

/** Keeps what is known of the scopes' effects as the registry has it. For one thread. */
final class EffectsWatch {

    private final RegisteredScopes registered;
    private final ScopeEffects effects;
    private final boolean needed;
    private boolean answered;

    /** @param needed whether anything depends on it */
    EffectsWatch(RegisteredScopes registered, ScopeEffects effects, boolean needed) {
        this.registered = registered;
        this.effects = effects;
        this.needed = needed;
    }

    /** Asks until there is an answer, whatever it is. To be called often. */
    void untilAnswered() {
        if (!answered && !effects.learned()) {
            again();
        }
    }

    /** Asks again: an effect may have changed, or a tool have been registered. To be called from time to time. */
    void again() {
        if (needed) {
            answered = !(registered.compare() instanceof RegisteredScopes.Comparison.Impossible impossible
                    && impossible.later());
        }
    }
}
