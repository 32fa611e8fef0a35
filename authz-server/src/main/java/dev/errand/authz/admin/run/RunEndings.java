package dev.errand.authz.admin.run;

import java.util.Optional;

import org.springframework.stereotype.Component;

import dev.errand.authz.run.Run;
import dev.errand.authz.run.RunEnding;
import dev.errand.authz.run.Runs;
import dev.errand.authz.session.Sessions;

/**
 * Ends runs for those who may: administrators any, users their own. What a user or a remembered consent allows at the same
 * time as the user stops something is there before that, or comes after it: both take the session's lock. Thread-safe.
 */
@Component
public final class RunEndings {

    private final Runs runs;
    private final UserConsents consents;
    private final Sessions sessions;

    RunEndings(Runs runs, UserConsents consents, Sessions sessions) {
        this.runs = runs;
        this.consents = consents;
        this.sessions = sessions;
    }

    /**
     * Ends the run.
     *
     * @param by the administrator
     * @param why the administrator's words; empty for none
     * @return whether it was active
     */
    public boolean revoke(String runId, String by, Optional<String> why) {
        return why.map(words -> runs.revoke(runId, by, RunEnding.ADMIN, words))
                .orElseGet(() -> runs.revoke(runId, by, RunEnding.ADMIN));
    }

    /**
     * Ends the user's own run, and what would let its agent begin another one without asking: what is remembered for the
     * agent, and codes that it has not redeemed. Other runs of the agent go on.
     *
     * @return what became of it; empty if it is no run of this user
     */
    public Optional<Stopped> stop(String runId, String subject) {
        return own(runId, subject).map(run -> sessions.withAllLocked(subject, () -> {
            boolean ended = runs.revoke(run.runId(), subject, RunEnding.USER);
            return Stopped.of(ended, consents.withdraw(subject, run.clientId()));
        }));
    }

    /** Likewise, with every run in which the same agent acts for the user. */
    public Optional<Stopped> stopAgent(String runId, String subject) {
        return own(runId, subject).map(run -> sessions.withAllLocked(subject, () -> {
            boolean ended = runs.revokeAllOf(subject, run.clientId(), RunEnding.USER) > 0;
            return Stopped.of(ended, consents.withdraw(subject, run.clientId()));
        }));
    }

    /** Likewise, with all that acts for the user now, whichever agent it is. */
    public Stopped stopAll(String subject) {
        return sessions.withAllLocked(subject, () -> {
            boolean ended = runs.revokeAllOf(subject, RunEnding.USER) > 0;
            return Stopped.of(ended, consents.withdraw(subject));
        });
    }

    private Optional<Run> own(String runId, String subject) {
        return runs.find(runId).filter(run -> run.subject().equals(subject));
    }
}
