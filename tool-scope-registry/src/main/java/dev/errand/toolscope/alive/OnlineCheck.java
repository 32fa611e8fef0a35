package dev.errand.toolscope.alive;

/** Asks the issuer about one credential. Implementations are safe for use by many threads. */
@FunctionalInterface
public interface OnlineCheck {

    /** For a tool that does not ask. */
    OnlineCheck OFF = token -> new Liveness.Alive();

    /** What the issuer says now; {@link Liveness.Unknowable} if it does not say. Never throws. */
    Liveness check(String token);
}
