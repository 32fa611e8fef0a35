package dev.errand.toolscope.autoconfigure;

import java.util.List;

import dev.errand.toolscope.enforce.ToolScopeDrift;

/**
 * What follows from a difference between annotations and registry. Where it is only reported, the start does not wait for
 * the registry: it is asked in the background until it has answered once.
 */
final class DriftCheck {

    private static final System.Logger LOG = System.getLogger(DriftCheck.class.getName());

    private final ToolProperties.Drift policy;
    private final RegisteredScopes registered;
    private boolean said;
    private boolean settled;

    DriftCheck(ToolProperties.Drift policy, RegisteredScopes registered) {
        this.policy = policy;
        this.registered = registered;
        this.settled = policy != ToolProperties.Drift.REPORT;
    }

    /**
     * At the start-up, once the annotations are known.
     *
     * @throws ToolScopeDrift if they differ, or nobody can say, and such a tool is not to start
     */
    void beforeTheFirstRequest() {
        if (policy != ToolProperties.Drift.REFUSE) {
            return;
        }
        switch (registered.compare()) {
            case RegisteredScopes.Comparison.Impossible impossible -> throw new ToolScopeDrift(List.of(impossible.sentence()));
            case RegisteredScopes.Comparison.Done done -> {
                if (!done.differences().isEmpty()) {
                    throw new ToolScopeDrift(done.differences());
                }
            }
        }
    }

    /** From time to time, by one thread: asks until there is an answer, and logs what it says. */
    void inBackground() {
        if (!settled) {
            settled = report();
        }
    }

    private boolean report() {
        return switch (registered.compare()) {
            case RegisteredScopes.Comparison.Done done -> {
                done.differences().forEach(sentence -> LOG.log(System.Logger.Level.WARNING, sentence));
                yield true;
            }
            case RegisteredScopes.Comparison.Impossible impossible -> {
                if (!said) {
                    LOG.log(System.Logger.Level.WARNING, impossible.sentence());
                    said = true;
                }
                yield !impossible.later();
            }
        };
    }
}
