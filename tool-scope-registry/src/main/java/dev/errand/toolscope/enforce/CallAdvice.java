package dev.errand.toolscope.enforce;

import java.util.Map;
import java.util.Optional;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;

import dev.errand.toolscope.CallFacts;
import dev.errand.toolscope.Coverage;
import dev.errand.toolscope.NarrowingRequest;
import dev.errand.toolscope.Violation;
import dev.errand.toolscope.alive.Liveness;
import dev.errand.toolscope.alive.RunLiveness;
import dev.errand.toolscope.enforce.FactReader.Reading;
import dev.errand.toolscope.registry.ScopeFormLink;

/**
 * The order of checks around a {@link ToolScope} method, after the caller has been authenticated: whether its run is still
 * alive, its scope and action, this call's facts, the claim, the handler, the report. Whether the run is still alive comes
 * after the body has been read, which its sender may draw out, and where a call cannot be undone once more before the
 * claim. A refusal before the claim consumes nothing.
 */
final class CallAdvice implements MethodInterceptor {

    private final DeclaredCalls declared;
    private final Enforcement.Tool tool;
    private final RunLiveness liveness;
    private final PermittedCalls calls;
    private final Execution execution;
    private final ScopeFormLink forms;

    CallAdvice(DeclaredCalls declared, Enforcement.Tool tool, RunLiveness liveness, PermittedCalls calls,
            Execution execution) {
        this.declared = declared;
        this.tool = tool;
        this.liveness = liveness;
        this.calls = calls;
        this.execution = execution;
        this.forms = new ScopeFormLink(tool.issuer());
    }

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        DeclaredCall endpoint = declared.of(invocation);
        Jwt token = Credential.token().orElseThrow(() -> new CallRefused(
                Refusal.invalidToken("credential_missing", "The request was not authenticated by a credential")));
        Credential credential = Credential.of(token).orElseThrow(() -> new CallRefused(
                Refusal.invalidToken("token_malformed", "The token is no credential for a tool call")));
        requireAlive(liveness.onArrival(endpoint.scope(), credential.id()));
        CallFacts facts = permitted(endpoint, credential, endpoint.facts().read(invocation.getArguments()));
        PermittedCall call = calls.call(endpoint, credential, facts);
        try {
            requireAlive(liveness.beforeClaim(endpoint.scope(), token.getTokenValue()));
            return switch (endpoint.effects()) {
                case LOCAL -> execution.local(call, invocation::proceed);
                case REMOTE -> execution.remote(call, invocation::proceed);
            };
        } catch (CallRefused e) {
            throw new CallRefused(e.refusal(), facts);
        }
    }

    private static void requireAlive(Liveness run) {
        switch (run) {
            case Liveness.Alive() -> {
                // The call goes on.
            }
            case Liveness.Ended(String reason) -> throw new CallRefused(Refusal.runEnded(reason));
            case Liveness.Unknowable(String reason) -> throw new CallRefused(Refusal.livenessUnknown(reason));
        }
    }

    private CallFacts permitted(DeclaredCall endpoint, Credential credential, Reading reading) {
        Grant grant = Grant.of(credential, endpoint, tool.resource());
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
        Optional<NarrowingRequest> needed = NeededDetails.of(endpoint, facts, grant, tool.resource());
        return new CallRefused(Refusal.insufficientScope(violation.reason(), violation.parameter(),
                endpoint.scope().value(), NeededDetails.write(needed),
                needed.map(request -> form(grant, request, violation)).orElse(null)), facts);
    }

    /** A tool knows what its credential lacks, and not whether anything was ever registered that has it. */
    private String form(Grant grant, NarrowingRequest needed, Violation violation) {
        return grant instanceof Grant.Found
                ? forms.toWiden(needed, violation.parameter())
                : forms.toRegister(needed);
    }
}
