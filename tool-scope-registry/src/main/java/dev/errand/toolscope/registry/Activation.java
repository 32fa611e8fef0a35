package dev.errand.toolscope.registry;

/** What became of activating a draft. */
public sealed interface Activation {

    /** It is in force. */
    record Activated(RegistryChange change) implements Activation {}

    /** There is no such version. */
    record UnknownVersion() implements Activation {}

    /** The version is in force already, or was. */
    record NotADraft() implements Activation {}

    /** A later version has been in force. */
    record Overtaken() implements Activation {}

    /** The registry wants four eyes, and the one who drafted it is the one who would activate it. */
    record SameAuthor() implements Activation {}

    /** It does not go together with what is in force; the problem is a sentence without its subject. */
    record Inconsistent(String member, String problem) implements Activation {}
}
