package dev.errand.authz.run;

/**
 * How far runs may branch. Introspection nests an {@code act} (RFC 8693 §4.1) for the run and each of its ancestors in its
 * answer, and tools read JSON that is nested eight deep at most: the answer itself, a run that a consent opened, and six
 * generations after it. About a deeper one no tool could ask.
 *
 * @param maxDepth how many generations of children may follow a run that a user's consent opened; 0 for none
 * @param maxChildren how many children of one run may live at the same time
 */
public record ChildLimits(int maxDepth, int maxChildren) {

    private static final int DEEPEST = 6;
    private static final int WIDEST = 1000;

    public ChildLimits {
        if (maxDepth < 0 || maxDepth > DEEPEST || maxChildren < 1 || maxChildren > WIDEST) {
            throw new IllegalArgumentException(
                    "runs have 0 to " + DEEPEST + " generations of children, because tools read introspection answers no"
                            + " deeper, and 1 to " + WIDEST + " children each");
        }
    }
}
