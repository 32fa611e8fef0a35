package dev.errand.toolscope;

/**
 * A value that the scope language does not allow. Thrown by the constructors of its values; readers of documents turn
 * it into a value of their own that says where. The problem is a fixed sentence: it never repeats what was sent.
 */
public final class InvalidValue extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String member;
    private final String problem;

    public InvalidValue(String member, String problem) {
        super(member + ": " + problem);
        this.member = member;
        this.problem = problem;
    }

    /** The member at fault, as it is called in documents, such as {@code max_uses}. */
    public String member() {
        return this.member;
    }

    public String problem() {
        return this.problem;
    }
}
