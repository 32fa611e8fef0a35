package dev.errand.toolscope.registry;

/** What became of retiring an entry. */
public sealed interface Retirement {

    /** It is out of force. */
    record Retired(RegistryChange change) implements Retirement {}

    /** To retire it would loosen what a registry with four eyes protects: a draft that does it waits for activation. */
    record Drafted(RegistryChange change) implements Retirement {}

    /** No version of it is in force. */
    record NotActive() implements Retirement {}

    /** An active entry names it. */
    record StillNamed(EntryName by) implements Retirement {}
}
