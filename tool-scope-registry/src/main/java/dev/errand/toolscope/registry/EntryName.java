package dev.errand.toolscope.registry;

import java.util.Comparator;
import java.util.regex.Pattern;

import dev.errand.toolscope.ScopeName;

/** Names one entry of a registry, whatever its version. Nothing is checked here: it may come from a caller. */
public record EntryName(EntryKind kind, String name) implements Comparable<EntryName> {

    private static final Pattern POSSIBLE = Pattern.compile("[a-z][a-z0-9_:-]{0,63}+");
    private static final Comparator<EntryName> ORDER = Comparator.comparing(EntryName::kind)
            .thenComparing(EntryName::name);

    /** The entry of that scope. */
    public static EntryName of(ScopeName scope) {
        return new EntryName(EntryKind.SCOPE, scope.value());
    }

    /** The entry of that tool. */
    public static EntryName of(RegisteredTool tool) {
        return new EntryName(EntryKind.TOOL, tool.resource());
    }

    /** Whether an entry with versions can have that name. Databases refuse some texts, and a caller may send any. */
    boolean possible() {
        return this.kind != EntryKind.TOOL && POSSIBLE.matcher(this.name).matches();
    }

    @Override
    public int compareTo(EntryName other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return this.kind.word() + " " + this.name;
    }
}
