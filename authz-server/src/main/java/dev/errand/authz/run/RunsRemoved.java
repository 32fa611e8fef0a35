package dev.errand.authz.run;

import java.util.List;

/**
 * Published before rows of runs are removed, inside the transaction that removes them: whoever has rows that belong to
 * them removes those.
 *
 * @param runIds the runs, which ended long ago
 */
public record RunsRemoved(List<String> runIds) {

    public RunsRemoved {
        runIds = List.copyOf(runIds);
    }
}
