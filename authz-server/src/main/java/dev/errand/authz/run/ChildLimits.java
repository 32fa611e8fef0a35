package dev.errand.authz.run;

/**
 * How far runs may branch.
 *
 * @param maxDepth how many generations of children may follow a run that a user's consent opened; 0 for none
 * @param maxChildren how many children of one run may live at the same time
 */
public record ChildLimits(int maxDepth, int maxChildren) {

    private static final int DEEPEST = 8;
    private static final int WIDEST = 1000;

    public ChildLimits {
        if (maxDepth < 0 || maxDepth > DEEPEST || maxChildren < 1 || maxChildren > WIDEST) {
            throw new IllegalArgumentException(
                    "runs have 0 to " + DEEPEST + " generations of children, and 1 to " + WIDEST + " children each");
        }
    }

    /** Three generations, sixteen children each. */
    public static ChildLimits defaults() {
        return new ChildLimits(3, 16);
    }
}
