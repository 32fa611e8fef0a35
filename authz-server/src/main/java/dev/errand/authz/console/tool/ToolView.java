package dev.errand.authz.console.tool;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.errand.authz.admin.PathName;
import dev.errand.authz.console.Moment;

/**
 * The page of a tool, registered or not yet.
 *
 * @param registered its resource indicator; empty for one that is not
 * @param seen the tag of what the form was made from; empty for one that is not registered
 * @param problems what is wrong, by field
 * @param changedAt when it was registered as it is; null for one that is not
 * @param changedBy by whom
 * @param unregistered scopes that the tool names and nobody has registered
 */
public record ToolView(String registered, String seen, ToolForm form,
        Map<String, String> problems, @Nullable Moment changedAt, String changedBy,
        List<String> unregistered) {

    /** What is wrong with the field, or null. */
    public @Nullable String problem(String field) {
        return problems.get(field);
    }

    /** Where the form is sent. */
    public String action() {
        return registered.isEmpty() ? "/console/tools/+new" : "/console/tools/" + PathName.of(registered);
    }
}
