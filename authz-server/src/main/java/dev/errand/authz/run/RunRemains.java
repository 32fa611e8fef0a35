package dev.errand.authz.run;

import java.util.List;

/** Rows of another package that belong to runs, of which a run may have any number. They go before their runs do. */
public interface RunRemains {

    /**
     * Removes some of them, in the caller's transaction, which is short and has locked the runs.
     *
     * @param runIds runs that ended long ago, at least one
     * @return how many; fewer than might be if none is left
     */
    int remove(List<String> runIds, int atMost);
}
