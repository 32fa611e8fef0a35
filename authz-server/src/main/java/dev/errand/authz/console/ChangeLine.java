package dev.errand.authz.console;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.errand.toolscope.plan.PlannedChange;

/**
 * One difference between two versions, in the registry's words.
 *
 * @param what the tool, scope, composition or rule that differs
 * @param direction {@code wider}, {@code narrower} or {@code neither}
 * @param counterexample what is allowed now and was not; null unless it is wider
 */
public record ChangeLine(String what, String sentence, String direction, @Nullable String counterexample) {

    /** The lines of these differences. */
    public static List<ChangeLine> of(List<PlannedChange> changes) {
        return changes.stream().map(change -> new ChangeLine(change.entry().toString(), change.sentence(),
                change.direction().word(), change.counterexample().orElse(null))).toList();
    }
}
