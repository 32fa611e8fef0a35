package dev.errand.toolscope.enforce;

import java.util.List;

/**
 * The annotations of a tool and the registry disagree, or the registry cannot be asked. Stops the start-up of a tool that
 * wants it so; the message is one sentence for each difference.
 */
public final class ToolScopeDrift extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    /** @param sentences what differs, at least one */
    public ToolScopeDrift(List<String> sentences) {
        super(String.join("\n", sentences));
    }
}
