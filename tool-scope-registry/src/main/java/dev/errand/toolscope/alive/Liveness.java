package dev.errand.toolscope.alive;

/** What a tool can say of the run behind a credential. */
public sealed interface Liveness {

    /** The reason of a credential whose issuer gave no better word for why it is no longer good. */
    String RUN_ENDED = "run_ended";

    /** The reason while the tool has not heard for too long which runs have ended. */
    String FEED_STALE = "revocation_feed_stale";

    /** The reason while the issuer does not say whether a credential is active. */
    String INTROSPECTION_UNAVAILABLE = "introspection_unavailable";

    /** Nothing speaks against it. */
    record Alive() implements Liveness {}

    /**
     * The run has ended, and the credential with it.
     *
     * @param reason the stable word for why
     */
    record Ended(String reason) implements Liveness {}

    /**
     * The tool cannot know at the moment, and for such a call it has to.
     *
     * @param reason the stable word for why
     */
    record Unknowable(String reason) implements Liveness {}
}
