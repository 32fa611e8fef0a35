package dev.errand.authz.console.run;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.errand.authz.admin.PathName;
import dev.errand.authz.console.Moment;
import dev.errand.authz.run.list.ListedRun;

/**
 * A run in a list.
 *
 * @param runId its id
 * @param path its id as a segment of a path
 * @param agent the {@code client_id}
 * @param subject the user
 * @param session the session
 * @param purpose the agent's own words
 * @param state its state
 * @param reason why it ended, as a word; null while it has not
 * @param active whether anything can be drawn
 * @param callsUsed calls that are gone
 * @param callsLeft calls that are left
 * @param callsMax all calls
 * @param amounts the same for money
 * @param opened when it was opened
 * @param ends when it ended, or will at the latest
 */
public record RunRow(String runId, String path, String agent, String subject, String session, String purpose,
        String state, @Nullable String reason, boolean active, int callsUsed, int callsLeft, int callsMax,
        List<UsedAmount> amounts, Moment opened, Moment ends) {

    /** The row of a run. */
    public static RunRow of(ListedRun run) {
        Instant ended = run.endedAt();
        int max = run.budget().maxCalls();
        return new RunRow(run.runId(), PathName.of(run.runId()), run.clientId(), run.subject(), run.sid(), run.purpose(),
                run.state().word(), run.endReason(), run.isActive(), max - run.left().calls(), run.left().calls(), max,
                UsedAmount.of(run), Moment.of(run.openedAt()), Moment.of(ended == null ? run.deadline() : ended));
    }

    /** The segment of a path for the agent. */
    public String agentPath() {
        return PathName.of(agent);
    }

    /** The segment of a path for the user. */
    public String subjectPath() {
        return PathName.of(subject);
    }
}
