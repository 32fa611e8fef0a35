package dev.errand.authz.run;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A run about to be opened.
 *
 * @param runId the run's id
 * @param sid the session that it lives in
 * @param subject the user
 * @param clientId the agent
 * @param jkt thumbprint of the agent instance's key
 * @param consentId the consent
 * @param consentedAt when the user agreed; not read for a run with a parent, whose consent its parent's is
 * @param terms what was consented to
 * @param openedByKey thumbprint of the registered JWK that authenticated the agent; empty for a public client, and not
 *     read for a run with a parent, which stands on its parent's
 * @param ancestors the runs that it descends from, root first; empty if the consent opens it
 */
public record NewRun(String runId, String sid, String subject, String clientId, String jkt, String consentId,
        Instant consentedAt, RunTerms terms, String openedByKey, List<String> ancestors) {

    public NewRun {
        ancestors = List.copyOf(ancestors);
    }

    /** A run that a consent opens. */
    public NewRun(String runId, String sid, String subject, String clientId, String jkt, String consentId,
            Instant consentedAt, RunTerms terms, String openedByKey) {
        this(runId, sid, subject, clientId, jkt, consentId, consentedAt, terms, openedByKey, List.of());
    }

    /** The run that it is opened from. */
    Optional<String> parent() {
        return ancestors.isEmpty() ? Optional.empty() : Optional.of(ancestors.getLast());
    }
}
