package dev.errand.authz.run;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a new run would stand on.
 *
 * @param sid the session
 * @param subject the user
 * @param clientId the agent
 * @param consentId the consent
 * @param consentedAt when the user agreed; for a code by which a remembered consent is recalled, when that was issued
 * @param ceiling what the user agreed to
 */
public record Footing(String sid, String subject, String clientId, String consentId, Instant consentedAt,
        List<CeilingEntry> ceiling) {

    public Footing {
        ceiling = List.copyOf(ceiling);
    }

    /** What a child of this run would stand on. */
    public static Footing of(Run parent) {
        return new Footing(parent.sid(), parent.subject(), parent.clientId(), parent.consentId(), parent.openedAt(),
                parent.terms().ceiling());
    }

    /** The tools that the run could reach. */
    Set<String> tools() {
        return ceiling.stream().map(entry -> entry.authority().tool()).collect(Collectors.toUnmodifiableSet());
    }
}
