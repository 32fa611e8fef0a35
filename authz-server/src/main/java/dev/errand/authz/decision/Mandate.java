package dev.errand.authz.decision;

import java.time.Instant;
import java.util.List;

import dev.errand.authz.run.BudgetLeft;
import dev.errand.authz.run.CeilingEntry;
import dev.errand.authz.run.Run;
import dev.errand.authz.session.UserSession;

/**
 * What a user lends to an agent for one task, as rules see it: neither whose key draws on it, nor whether there is such
 * a run.
 *
 * @param sid the session
 * @param subject the user
 * @param ceiling the widest authority that may be drawn
 * @param left what is left of the budget
 * @param deadline when the run ends at the latest
 * @param sessionEnd when the session ends as things stand
 */
public record Mandate(String sid, String subject, List<CeilingEntry> ceiling, BudgetLeft left, Instant deadline,
        Instant sessionEnd) {

    public Mandate {
        ceiling = List.copyOf(ceiling);
    }

    /** The mandate that a run is. */
    public static Mandate of(Run run, UserSession session) {
        return new Mandate(run.sid(), run.subject(), run.terms().ceiling(), run.left(), run.terms().deadline(),
                session.end());
    }
}
