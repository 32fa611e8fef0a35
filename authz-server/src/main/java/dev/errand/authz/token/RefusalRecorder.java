package dev.errand.authz.token;

import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.errand.authz.client.AgentAuthentication;
import dev.errand.authz.client.ClientRefusal;
import dev.errand.authz.endpoint.EndpointError;
import dev.errand.authz.grant.CredentialRequest;
import dev.errand.authz.grant.GrantRefusal;
import dev.errand.authz.ledger.EventEntry;
import dev.errand.authz.ledger.Ledger;
import dev.errand.authz.ledger.RefusalEntry;
import dev.errand.authz.run.RepeatableAnswers;
import dev.errand.authz.run.Run;
import dev.errand.authz.run.Runs;

/**
 * Records refusals and alarms, each in a transaction of its own and after the one of the issuance, so that no rollback
 * erases them. A caller that was not identified leaves a count, not a row.
 */
@Component
final class RefusalRecorder {

    private static final String ENDPOINT = "/oauth2/token";

    private final Ledger ledger;
    private final Runs runs;
    private final RepeatableAnswers answers;
    private final InstantSource clock;

    RefusalRecorder(Ledger ledger, Runs runs, RepeatableAnswers answers, InstantSource clock) {
        this.ledger = ledger;
        this.runs = runs;
        this.answers = answers;
        this.clock = clock;
    }

    /** A refusal by the policy: nothing is changed by it, but the run token was good and counts as used. */
    void denied(Attempt attempt, EndpointError error) {
        Optional<Run> run = run(attempt);
        attempt.runToken().ifPresent(token -> run.ifPresent(drawn -> answers.used(drawn, token)));
        refused(attempt, run, error);
    }

    /** A refusal after the client was authenticated. */
    void refused(Attempt attempt, EndpointError error) {
        refused(attempt, run(attempt), error);
    }

    private Optional<Run> run(Attempt attempt) {
        return Optional.ofNullable(attempt.runId()).flatMap(runs::find);
    }

    private void refused(Attempt attempt, Optional<Run> run, EndpointError error) {
        CredentialRequest asked = attempt.asked();
        ledger.refusal(new RefusalEntry(clock.instant(), ENDPOINT, attempt.request().agent().clientId(),
                attempt.runId(), run.map(Run::sid).orElse(null), run.map(Run::subject).orElse(null),
                asked == null ? null : asked.resource(), asked == null ? null : asked.scope(),
                attempt.request().proof().jkt(), error.getErrorCode(), error.reason(), error.parameter(),
                attempt.requestId()));
    }

    /** A refusal of a caller that nobody proved to be. */
    void unauthenticated(String endpoint, @Nullable String jkt, EndpointError error, String requestId) {
        ledger.refusal(new RefusalEntry(clock.instant(), endpoint, null, null, null, null, null, null, jkt,
                error.getErrorCode(), error.reason(), error.parameter(), requestId));
    }

    /** A grant type that this server does not have, asked for by a known agent. */
    void unsupported(AgentAuthentication caller) {
        ledger.refusal(new RefusalEntry(clock.instant(), ENDPOINT, caller.agent().clientId(), null, null, null, null,
                null, caller.proof() == null ? null : caller.proof().jkt(), "unsupported_grant_type",
                "grant_type_unsupported", "grant_type", caller.requestId()));
    }

    /** The run's secret is in other hands: raised whether or not the caller was identified. */
    void alarm(GrantRefusal refusal) {
        if (refusal.alarming()) {
            alarm(Objects.requireNonNull(refusal.runId()), refusal.reason());
        }
    }

    /** Likewise where the run's own key was to authenticate the client. */
    void alarm(ClientRefusal refusal, Optional<String> runId) {
        if (refusal == ClientRefusal.RUN_KEY_MISMATCH) {
            runId.ifPresent(id -> alarm(id, refusal.reason()));
        }
    }

    private void alarm(String runId, String reason) {
        Optional<Run> run = runs.find(runId);
        ledger.alarm(new EventEntry(clock.instant(), reason, runId, run.map(Run::sid).orElse(null),
                run.map(Run::subject).orElse(null), run.map(Run::clientId).orElse(null),
                "a secret of this run was presented by someone who may not hold it", true));
    }
}
