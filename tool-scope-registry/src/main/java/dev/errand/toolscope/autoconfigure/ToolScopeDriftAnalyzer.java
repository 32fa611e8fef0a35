package dev.errand.toolscope.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

import dev.errand.toolscope.enforce.ToolScopeDrift;

/** Tells a developer, a sentence for each difference, why the tool does not start. */
final class ToolScopeDriftAnalyzer extends AbstractFailureAnalyzer<ToolScopeDrift> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, ToolScopeDrift cause) {
        return new FailureAnalysis(cause.getMessage(),
                "Correct the annotation or what is registered; with errand.tool.drift=report the tool starts all the same.",
                cause);
    }
}
