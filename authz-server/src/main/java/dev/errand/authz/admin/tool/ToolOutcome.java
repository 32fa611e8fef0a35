package dev.errand.authz.admin.tool;

import dev.errand.authz.admin.EntityTag;
import dev.errand.toolscope.registry.ListedTool;

/** What became of a tool that somebody would like to register. */
public sealed interface ToolOutcome {

    /**
     * It is registered.
     *
     * @param tag of the tool now
     * @param created whether there was none of that resource
     */
    record Registered(ListedTool tool, EntityTag tag, boolean created) implements ToolOutcome {}

    /** The tool is not as the caller has seen it. */
    record Stale() implements ToolOutcome {}

    /**
     * It may not be registered.
     *
     * @param member of the tool
     * @param problem a sentence without its subject
     */
    record Refused(String member, String problem) implements ToolOutcome {}
}
