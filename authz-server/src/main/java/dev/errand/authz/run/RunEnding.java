package dev.errand.authz.run;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import dev.errand.authz.session.Initiator;

/**
 * What ends a run, and the state that it is in from then on. Everything that ends a run is a row here; an active run
 * takes the state of the row, and one that has ended keeps the state and the ending that it has.
 */
public enum RunEnding {

    /** Its agent gave its token back (RFC 7009 §2). */
    COMPLETED(RunState.COMPLETED, Initiator.USER),
    /** Its deadline passed. */
    DEADLINE(RunState.EXPIRED, Initiator.POLICY),
    /** The session that it lived in ended, by whatever means. */
    SESSION_ENDED(RunState.REVOKED, Initiator.SYSTEM),
    /** Its agent was disabled. */
    AGENT_DISABLED(RunState.REVOKED, Initiator.ADMIN),
    /** The registered key that opened it was removed. */
    AGENT_KEY_REMOVED(RunState.REVOKED, Initiator.ADMIN),
    /** The run that it was opened from ended. */
    PARENT_ENDED(RunState.REVOKED, Initiator.SYSTEM),
    /** A consumed refresh token of it was presented (RFC 9700 §4.14.2). */
    REFRESH_REUSED(RunState.REVOKED, Initiator.SYSTEM),
    /** The code that opened it was presented again (RFC 6749 §4.1.2). */
    CODE_REUSED(RunState.REVOKED, Initiator.SYSTEM),
    /** An administrator said so. */
    ADMIN(RunState.REVOKED, Initiator.ADMIN),
    /** Its user said so. */
    USER(RunState.REVOKED, Initiator.USER),
    /** An administrator stopped its agent, or a tool that it may reach. */
    KILL_SWITCH(RunState.REVOKED, Initiator.ADMIN);

    private final RunState state;
    private final Initiator initiator;

    RunEnding(RunState state, Initiator initiator) {
        this.state = state;
        this.initiator = initiator;
    }

    /** The ending of this word, if it is one; another version's need not be. */
    public static Optional<RunEnding> of(String word) {
        return Stream.of(values()).filter(ending -> ending.word().equals(word)).findFirst();
    }

    /** Who or what made it end. */
    public Initiator initiator() {
        return initiator;
    }

    /** Whether somebody ended the run before it was done, and before its time was over. */
    public boolean isRevocation() {
        return state == RunState.REVOKED;
    }

    /** The state that this ending leaves a run in that was in another. */
    public RunState after(RunState before) {
        return before == RunState.ACTIVE ? state : before;
    }

    /** What the children of a run that ends like this end of: what ends everything around it ends them likewise. */
    RunEnding ofChildren() {
        return switch (this) {
            case SESSION_ENDED, AGENT_DISABLED, AGENT_KEY_REMOVED, DEADLINE, KILL_SWITCH -> this;
            case COMPLETED, PARENT_ENDED, REFRESH_REUSED, CODE_REUSED, ADMIN, USER -> PARENT_ENDED;
        };
    }

    /** The reason of the ending in column, JSON and ledger. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of its event in the ledger. */
    String event() {
        return "run_" + state.word();
    }
}
