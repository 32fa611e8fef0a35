package dev.errand.authz.admin.run;

import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;

import dev.errand.authz.run.RunEnding;
import dev.errand.authz.run.RunState;
import dev.errand.authz.run.Runs;
import dev.errand.authz.run.list.ListedRun;
import dev.errand.authz.run.list.RunList;
import dev.errand.authz.run.list.RunQuery;

/** Ends runs for those who may: administrators any, users their own. Thread-safe. */
@Component
public final class RunEndings {

    private static final int AT_ONCE = 200;

    private final Runs runs;
    private final RunList list;
    private final UserConsents consents;

    RunEndings(Runs runs, RunList list, UserConsents consents) {
        this.runs = runs;
        this.list = list;
        this.consents = consents;
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

    /** Ends the user's own run. @return whether it was active; empty if it is no run of this user */
    public Optional<Boolean> stop(String runId, String subject) {
        return runs.find(runId).filter(run -> run.subject().equals(subject))
                .map(run -> runs.revoke(run.runId(), subject, RunEnding.USER));
    }

    /**
     * Ends all that acts for the user now. What would begin without asking the user, or is about to, goes first: so no run
     * begins behind those that are ended.
     *
     * @return whether there was anything to end
     */
    public boolean stopAll(String subject) {
        boolean any = consents.withdraw(subject);
        List<ListedRun> active = active(subject);
        while (!active.isEmpty()) {
            any |= active.stream().filter(run -> runs.revoke(run.runId(), subject, RunEnding.USER)).count() > 0;
            active = active.size() < AT_ONCE ? List.of() : active(subject);
        }
        return any;
    }

    private List<ListedRun> active(String subject) {
        return list.newest(RunQuery.forUser(subject, RunState.ACTIVE), null, AT_ONCE);
    }
}
