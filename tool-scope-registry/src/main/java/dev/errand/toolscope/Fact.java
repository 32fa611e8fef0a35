package dev.errand.toolscope;

/** The value that one parameter has in one call. */
public sealed interface Fact {

    /** An amount of money. */
    record MoneyFact(Money money) implements Fact {}

    /** A text, exactly as the call holds it; it may be anything a caller sent. */
    record TextFact(String text) implements Fact {}
}
