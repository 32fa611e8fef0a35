package dev.errand.authz.fetch;

/** Ends a fetch from wherever it is; becomes a value before it leaves the package. */
final class FetchRefused extends Exception {

    private static final long serialVersionUID = 1L;

    private final FetchProblem problem;

    FetchRefused(FetchProblem problem) {
        super(problem.word());
        this.problem = problem;
    }

    FetchProblem problem() {
        return problem;
    }
}
