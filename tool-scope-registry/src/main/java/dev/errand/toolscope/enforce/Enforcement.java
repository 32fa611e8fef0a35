package dev.errand.toolscope.enforce;

import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.HandlerInterceptor;

import dev.errand.toolscope.alive.RunLiveness;
import dev.errand.toolscope.registry.RegistryDocument;
import dev.errand.toolscope.report.CallRecorder;
import dev.errand.toolscope.report.ParameterDigest;
import dev.errand.toolscope.use.CredentialUses;

/**
 * The parts that put the checks of {@link ToolScope} around the endpoints of one tool, for whoever wires a Spring MVC
 * application: all of them are needed, {@link StrictBody} too. Thread-safe once {@link #declare} has been called.
 */
public final class Enforcement {

    private final DeclaredCalls declared = new DeclaredCalls();
    private final ResourceMetadata metadata;
    private final CallAdvice advice;
    private final RefusalAnswers answers;

    /**
     * The checks of one tool.
     *
     * @param tool its resource indicator and its issuer
     * @param liveness whether the runs behind its credentials are alive
     * @param uses where its credentials are used up
     * @param reports of its calls
     * @param transactions of the {@code DataSource} that holds uses, outbox and {@link Effects#LOCAL} effects
     * @param clock for the times of calls
     */
    public Enforcement(Tool tool, RunLiveness liveness, CredentialUses uses, Reports reports,
            PlatformTransactionManager transactions, InstantSource clock) {
        this.metadata = new ResourceMetadata(tool.resource(), tool.issuer());
        Execution execution = new Execution(uses, reports.recorder(), new TransactionTemplate(transactions), clock);
        this.advice = new CallAdvice(declared, tool, liveness, new PermittedCalls(reports, tool, clock), execution);
        this.answers = new RefusalAnswers(declared, new RefusalReports(reports.recorder(), reports.digest(), clock),
                metadata.url());
    }

    /**
     * Who a tool is.
     *
     * @param resource its resource indicator: the {@code aud} of its credentials
     * @param issuer the {@code iss} of its credentials
     */
    public record Tool(String resource, String issuer) {}

    /**
     * How a tool tells of its calls.
     *
     * @param recorder takes the reports
     * @param digest of the calls' arguments
     */
    public record Reports(CallRecorder recorder, ParameterDigest digest) {}

    /**
     * Checks the annotations of all endpoints; to be called once, before the first request.
     *
     * @throws ToolScopeMisdeclared if one of them could not be enforced
     */
    public void declare(Collection<HandlerMethod> endpoints) {
        endpoints.forEach(declared::add);
    }

    /**
     * Where the annotations differ from what is registered of the tool: one sentence for each difference, which names the
     * method. To be called after {@link #declare}.
     *
     * @param registered the active scopes of this tool, and of no other
     */
    public List<String> drift(RegistryDocument registered) {
        return declared.drift(registered);
    }

    /** Goes around every {@link ToolScope} method, outside of any other advice. */
    public MethodInterceptor advice() {
        return advice;
    }

    /** Goes before every handler of the application. */
    public HandlerInterceptor guard() {
        return new RequestGuard(declared, metadata.path());
    }

    /** Answers refusals; must come before any other resolver. */
    public HandlerExceptionResolver answers() {
        return answers;
    }

    /** The path of the protected resource metadata (RFC 9728 §3.1). */
    public String metadataPath() {
        return metadata.path();
    }

    /** The protected resource metadata (RFC 9728 §2). */
    public Map<String, Object> metadata() {
        return metadata.document(declared.scopes());
    }
}
