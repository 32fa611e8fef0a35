package dev.errand.authz.run;

import java.util.List;

/**
 * Published when runs end, once for those that end together, inside the transaction that ends them and under the locks of
 * their rows: what a listener writes commits with the endings, and a listener that throws undoes them.
 *
 * @param runs the runs, none of which is in another such event
 */
public record RunsEnded(List<RunEnded> runs) {

    public RunsEnded {
        runs = List.copyOf(runs);
    }
}
