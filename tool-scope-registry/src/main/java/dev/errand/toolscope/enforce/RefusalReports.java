package dev.errand.toolscope.enforce;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;

import dev.errand.toolscope.CallFacts;
import dev.errand.toolscope.report.CallRecorder;
import dev.errand.toolscope.report.CallReport;
import dev.errand.toolscope.report.CallSubject;
import dev.errand.toolscope.report.Outcome;
import dev.errand.toolscope.report.ParameterDigest;

/** Records refused calls of callers who were authenticated, each in a transaction of its own. */
final class RefusalReports {

    private final CallRecorder recorder;
    private final ParameterDigest digest;
    private final InstantSource clock;

    RefusalReports(CallRecorder recorder, ParameterDigest digest, InstantSource clock) {
        this.recorder = recorder;
        this.digest = digest;
        this.clock = clock;
    }

    /** Does nothing for a caller without a token: anyone could fill the outbox with those. */
    void record(CallRefused refused, @Nullable DeclaredCall endpoint) {
        Optional<Jwt> token = Credential.token();
        if (token.isPresent()) {
            Instant now = clock.instant();
            recorder.recordApart(new CallReport(recorder.newExecutionId(), subject(token.get(), refused, endpoint),
                    Outcome.REFUSED, refused.refusal().reason(), now, now));
        }
    }

    private CallSubject subject(Jwt token, CallRefused refused, @Nullable DeclaredCall endpoint) {
        Optional<CallFacts> call = refused.call();
        return new CallSubject(token.getId(), Credential.runId(token),
                endpoint == null ? null : endpoint.scope().value(), endpoint == null ? null : endpoint.action(),
                call.flatMap(CallFacts::identifier).orElse(null), call.map(digest::of).orElse(null));
    }
}
