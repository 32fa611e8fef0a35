package dev.errand.toolscope;

/** The answer to a {@link NarrowingRequest}. */
public sealed interface Narrowing {

    /** What was asked for, with everything not asked about inherited. Lies inside the authority that was narrowed. */
    record Narrowed(Authority authority) implements Narrowing {}

    /** Something asked for lies outside. */
    record Refused(Violation violation) implements Narrowing {}
}
