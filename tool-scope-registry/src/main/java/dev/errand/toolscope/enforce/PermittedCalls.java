package dev.errand.toolscope.enforce;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import dev.errand.toolscope.CallFacts;
import dev.errand.toolscope.report.CallSubject;
import dev.errand.toolscope.use.CredentialKey;
import dev.errand.toolscope.use.UseRequest;

/** Makes of a call that its credential covers what is claimed and reported. */
final class PermittedCalls {

    /** For clocks that differ between the nodes of a tool, over the leeway that an expired credential gets. */
    private static final Duration KEPT_LONGER = Duration.ofSeconds(65);

    private final Enforcement.Reports reports;
    private final Enforcement.Tool tool;
    private final InstantSource clock;

    PermittedCalls(Enforcement.Reports reports, Enforcement.Tool tool, InstantSource clock) {
        this.reports = reports;
        this.tool = tool;
        this.clock = clock;
    }

    PermittedCall call(DeclaredCall endpoint, Credential credential, CallFacts facts) {
        Instant now = clock.instant();
        String parameters = reports.digest().of(facts);
        CallSubject subject = new CallSubject(credential.id(), credential.runId(), endpoint.scope().value(),
                endpoint.action(), facts.identifier().orElse(null), parameters);
        Instant keepUntil = (credential.expiresAt().isAfter(now) ? credential.expiresAt() : now).plus(KEPT_LONGER);
        UseRequest use = new UseRequest(CredentialKey.of(tool.resource(), credential.issuer(), credential.id()),
                credential.maxUses(), parameters, keepUntil);
        return new PermittedCall(reports.recorder().newExecutionId(), subject, use, now);
    }
}
