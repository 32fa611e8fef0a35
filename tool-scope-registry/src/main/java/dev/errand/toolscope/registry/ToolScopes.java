package dev.errand.toolscope.registry;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.errand.toolscope.ScopeName;
import dev.errand.toolscope.ToolScope;
import dev.errand.toolscope.composition.Composition;
import dev.errand.toolscope.composition.NeverTogether;

/** What is registered, to read. Implementations are thread-safe; one on a database sees its caller's transaction. */
public interface ToolScopes {

    /** The tool of that resource indicator, compared as a string. */
    Optional<RegisteredTool> tool(String resource);

    /** All tools, by resource indicator. */
    List<RegisteredTool> tools();

    /** The scope at the version that new runs and credentials get; empty if it is retired, a draft or unknown. */
    Optional<ToolScope> active(ScopeName name);

    /** Whether the scope is, or ever was, more than a draft. */
    boolean known(ScopeName name);

    /** The scope as it was at that version, whatever its state; it never changes. */
    Optional<ToolScope> version(ScopeName name, int version);

    /** All scopes at their active versions, by name. */
    List<ToolScope> activeScopes();

    /** The active composition of exactly these scopes. */
    Optional<Composition> composition(Set<ScopeName> scopes);

    /** The active rules that name one of these scopes or labels, by name. */
    List<NeverTogether> neverTogether(Collection<ScopeName> scopes, Collection<String> labels);

    /**
     * For who gives something out under these scopes: until the caller's transaction ends, neither one of them nor the
     * composition of exactly them is retired or replaced, and who reads them next reads what was there once no such
     * change was under way. Callers share this; they keep only changes waiting, and wait only for changes.
     */
    void hold(Set<ScopeName> scopes);

    /** All that is or was in force, each entry once: at its active version, or at its last one and marked as retired. */
    RegistryDocument document();

    /** A word that changes whenever anything does, cheap to ask for; printable, without quotes. */
    String revision();
}
