package dev.errand.authz.run;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.errand.toolscope.SessionFact;

/**
 * What a user consented to for one run.
 *
 * @param purpose the agent's own words
 * @param ceiling the widest authority that may be drawn
 * @param budget how much of it in all
 * @param deadline when the run ends at the latest, never past the session
 */
public record RunTerms(String purpose, List<CeilingEntry> ceiling, Budget budget, Instant deadline) {

    /** How long a run lives if its agent does not say. */
    public static final Duration DEFAULT_LIFE = Duration.ofMinutes(15);

    public RunTerms {
        ceiling = List.copyOf(ceiling);
        if (ceiling.isEmpty()) {
            throw new IllegalArgumentException("a run without a scope has no use");
        }
    }

    /** The terms in one session: its facts in place of their names. */
    public RunTerms resolve(Map<SessionFact, String> session) {
        return new RunTerms(purpose, ceiling.stream()
                .map(entry -> new CeilingEntry(entry.authority().resolve(session), entry.pinnedVersion())).toList(), budget,
                deadline);
    }
}
