package dev.errand.toolscope.registry;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What can be registered. All but tools have versions. */
public enum EntryKind {

    /** A resource server; replaced as a whole when its name or its keys change. */
    TOOL,

    /** A tool scope. */
    SCOPE,

    /** A set of scopes that may share a credential. */
    COMPOSITION,

    /** A rule about scopes and labels that one agent may not combine. */
    NEVER_TOGETHER;

    /** The lower-case word in rows, on the wire and in sentences. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of that word, compared exactly. */
    public static Optional<EntryKind> parse(String word) {
        return Stream.of(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }

    /** The member of a document that lists the entries of this kind. */
    public String list() {
        return switch (this) {
            case TOOL, SCOPE, COMPOSITION -> word() + "s";
            case NEVER_TOGETHER -> word();
        };
    }
}
