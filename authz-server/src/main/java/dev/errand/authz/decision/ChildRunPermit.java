package dev.errand.authz.decision;

import dev.errand.authz.run.Debit;
import dev.errand.authz.run.Run;
import dev.errand.authz.run.RunTerms;

/** Permits one run out of another one, and its first run token. */
public final class ChildRunPermit extends RunPermit {

    private final Run parent;
    private final RunTerms child;

    ChildRunPermit(TokenTerms terms, Run parent, RunTerms child) {
        super(terms);
        this.parent = parent;
        this.child = child;
    }

    /** The run that it is opened from. */
    public Run parent() {
        return parent;
    }

    /** What it may do. */
    public RunTerms child() {
        return child;
    }

    /** What it takes out of its parent's budget: all that it may ever draw. */
    public Debit debit() {
        return new Debit(child.budget().maxCalls(), child.budget().totals());
    }
}
