package dev.errand.toolscope.enforce;

/** Where the effects of an endpoint lie, which decides what a failure leaves behind. */
public enum Effects {

    /**
     * In the tool's own database alone, through the same {@code DataSource} that holds the uses of credentials. The
     * claim joins the handler's transaction: effect and consumption commit together or not at all, and a failure frees
     * the credential. Not for scopes of effect {@code irreversible}, nor for handlers that open transactions of their
     * own or do anything that a rollback does not undo.
     */
    LOCAL,

    /**
     * Anywhere. The claim commits before the handler runs; a failure leaves the credential {@code unknown}, and it
     * cannot be used again.
     */
    REMOTE
}
