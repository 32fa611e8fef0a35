package dev.errand.authz.console.tool;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.errand.authz.console.Difference;
import dev.errand.toolscope.registry.RegisteredTool;

/**
 * What is to be looked at before a tool is saved.
 *
 * @param name what people call it
 * @param isNew whether there is none of its address
 * @param differences what saving makes different
 * @param gone the thumbprints of the keys that the tool has no more
 */
public record ToolReview(String name, boolean isNew, List<Difference> differences, List<String> gone, Draft draft) {

    /**
     * The form that was sent.
     *
     * @param action where it is sent again
     * @param fields all of it, {@code seen} among them, as hidden fields carry it
     * @param stale whether what is registered is not what the form was made from
     * @param why what was typed as the reason
     * @param whyProblem what is wrong with that; null if nothing is
     */
    public record Draft(String action, Map<String, String> fields, boolean stale, String why,
            @Nullable String whyProblem) {}

    static ToolReview of(Optional<RegisteredTool> standing, RegisteredTool tool, Draft draft) {
        return new ToolReview(tool.name(), standing.isEmpty(), ToolDifferences.between(standing, tool),
                ToolDifferences.gone(standing, tool), draft);
    }
}
