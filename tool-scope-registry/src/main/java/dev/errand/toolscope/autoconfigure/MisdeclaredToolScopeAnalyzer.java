package dev.errand.toolscope.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

import dev.errand.toolscope.enforce.ToolScopeMisdeclared;

/** Tells a developer in one sentence why the tool does not start. */
final class MisdeclaredToolScopeAnalyzer extends AbstractFailureAnalyzer<ToolScopeMisdeclared> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, ToolScopeMisdeclared cause) {
        return new FailureAnalysis(cause.getMessage(), "Correct the annotation or the method.", cause);
    }
}
