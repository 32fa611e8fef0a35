package dev.errand.toolscope.enforce;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;

import dev.errand.toolscope.CallFacts;
import dev.errand.toolscope.Coverage;
import dev.errand.toolscope.Violation;
import dev.errand.toolscope.enforce.FactReader.Reading;
import dev.errand.toolscope.report.CallRecorder;
import dev.errand.toolscope.report.CallSubject;
import dev.errand.toolscope.report.ParameterDigest;
import dev.errand.toolscope.use.CredentialKey;
import dev.errand.toolscope.use.UseRequest;

/**
 * The order of checks around a {@link ToolScope} method, after the caller has been authenticated: its scope and action,
 * this call's facts, the claim, the handler, the report. A refusal before the claim consumes nothing.
 */
final class CallAdvice implements MethodInterceptor {

    /** For clocks that differ between the nodes of a tool, over the leeway that an expired credential gets. */
    private static final Duration KEPT_LONGER = Duration.ofSeconds(65);

    private final DeclaredCalls declared;
    private final Execution execution;
    private final CallRecorder recorder;
    private final ParameterDigest digest;
    private final String resource;
    private final InstantSource clock;

    CallAdvice(DeclaredCalls declared, Execution execution, CallRecorder recorder, ParameterDigest digest,
            String resource, InstantSource clock) {
        this.declared = declared;
        this.execution = execution;
        this.recorder = recorder;
        this.digest = digest;
        this.resource = resource;
        this.clock = clock;
    }

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        DeclaredCall endpoint = declared.of(invocation);
        Credential credential = credential();
        CallFacts facts = permitted(endpoint, credential, endpoint.facts().read(invocation.getArguments()));
        PermittedCall call = permittedCall(endpoint, credential, facts);
        try {
            return switch (endpoint.effects()) {
                case LOCAL -> execution.local(call, invocation::proceed);
                case REMOTE -> execution.remote(call, invocation::proceed);
            };
        } catch (CallRefused e) {
            throw new CallRefused(e.refusal(), facts);
        }
    }

    private static Credential credential() {
        Jwt token = Credential.token().orElseThrow(() -> new CallRefused(
                Refusal.invalidToken("credential_missing", "The request was not authenticated by a credential")));
        return Credential.of(token).orElseThrow(() -> new CallRefused(
                Refusal.invalidToken("token_malformed", "The token is no credential for a tool call")));
    }

    private CallFacts permitted(DeclaredCall endpoint, Credential credential, Reading reading) {
        Grant grant = Grant.of(credential, endpoint, resource);
        CallFacts facts = switch (reading) {
            case Reading.Facts(CallFacts call) -> call;
            case Reading.Malformed malformed -> new CallFacts(endpoint.action(), Optional.empty(), Map.of());
        };
        if (grant instanceof Grant.Missing(Violation violation)) {
            throw refused(endpoint, facts, grant, violation);
        }
        if (reading instanceof Reading.Malformed(String parameter)) {
            throw new CallRefused(Refusal.malformed("parameter_malformed", parameter, "A parameter is malformed"));
        }
        if (grant instanceof Grant.Found(var authority)
                && authority.covers(facts) instanceof Coverage.NotCovered(Violation violation, var example)) {
            throw refused(endpoint, facts, grant, violation);
        }
        return facts;
    }

    private CallRefused refused(DeclaredCall endpoint, CallFacts facts, Grant grant, Violation violation) {
        return new CallRefused(Refusal.insufficientScope(violation.reason(), violation.parameter(),
                endpoint.scope().value(), NeededDetails.of(endpoint, facts, grant, resource)), facts);
    }

    private PermittedCall permittedCall(DeclaredCall endpoint, Credential credential, CallFacts facts) {
        Instant now = clock.instant();
        String parameters = digest.of(facts);
        CallSubject subject = new CallSubject(credential.id(), credential.runId(), endpoint.scope().value(),
                endpoint.action(), facts.identifier().orElse(null), parameters);
        Instant keepUntil = (credential.expiresAt().isAfter(now) ? credential.expiresAt() : now).plus(KEPT_LONGER);
        UseRequest use = new UseRequest(CredentialKey.of(resource, credential.issuer(), credential.id()),
                credential.maxUses(), parameters, keepUntil);
        return new PermittedCall(recorder.newExecutionId(), subject, use, now);
    }
}
