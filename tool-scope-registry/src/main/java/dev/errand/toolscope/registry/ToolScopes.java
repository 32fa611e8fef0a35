package dev.errand.toolscope.registry;

import java.util.List;
import java.util.Optional;

import dev.errand.toolscope.ScopeName;
import dev.errand.toolscope.ToolScope;

/** What is registered, to read. Implementations are thread-safe; one on a database sees its caller's transaction. */
public interface ToolScopes {

    /** The tool of that resource indicator, compared as a string. */
    Optional<RegisteredTool> tool(String resource);

    /** All tools, by resource indicator. */
    List<RegisteredTool> tools();

    /** The scope at the version that new runs and credentials get. */
    Optional<ToolScope> active(ScopeName name);

    /** The scope as it was at that version; it never changes. */
    Optional<ToolScope> version(ScopeName name, int version);

    /** All scopes at their active versions, by name. */
    List<ToolScope> activeScopes();
}
