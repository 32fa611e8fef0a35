package dev.errand.toolscope.json;

/** Carries a malformed member from where it was found to the reader's edge, and no further. */
final class Malformation extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String member;
    private final String problem;

    Malformation(String member, String problem) {
        super(problem, null, false, false);
        this.member = member;
        this.problem = problem;
    }

    <T> Parsed<T> parsed() {
        return new Parsed.Malformed<>(this.member, this.problem);
    }
}
